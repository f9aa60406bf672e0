/* banned: functions that invite mistakes may not be named in this program. Included last by
 * base.h, after the headers of the C library that declare them. */
#ifndef OCTAVO_BASE_BANNED_H
#define OCTAVO_BASE_BANNED_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#undef alloca
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets strtok atoi atol atoll atof
#pragma GCC poison gmtime localtime ctime asctime mktime alloca system popen rand srand tmpnam
#endif
