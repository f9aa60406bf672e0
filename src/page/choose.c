/* Made by train/page_choose.py; see train/page_train.sh. Not to be edited. */
/* clang-format off */
#include "page/choose.h"

const int16_t page_title_weights[T_COUNT] = {33, -79, 89, 13, 112, 39, -27, 8, -34, 61, 0, -11, 73, -79, 76, -64, 44, -1, 1, -2, 1, 63, 69, -7, -14, 9, 53, -34, -43, 0, -44, -45, -25, -95, 86};
