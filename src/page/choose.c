/* Made by train/page_choose.py; see train/page_train.sh. Not to be edited. */
/* clang-format off */
#include "page/choose.h"

const int16_t page_title_weights[2][T_COUNT] = {
    {63, -75, 95, 27, 49, 28, 33, 36, -30, 54, 0, -21, 85, -55, 34, -8, 62, -1, 1, -2, 1, 74, 87, -27, -40, -17, 36, -30, -54, 0, -22, -37, -7, -67, 85},
    {-29, -34, 0, 0, 49, 3, -138, -39, -18, 0, 0, -21, 5, -37, 34, -8, -8, 2, 1, 2, -3, -37, -51, 38, 52, 89, 56, -42, -22, 0, -65, -26, -7, -54, -28}};
