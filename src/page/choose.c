/* Made by train/page_choose.py; see train/page_train.sh. Not to be edited. */
/* clang-format off */
#include "page/choose.h"

const int16_t page_title_weights[2][T_COUNT] = {
    {60, -85, 81, 8, 57, 16, 32, 40, -19, 58, 0, -15, 82, -52, 40, -18, 66, -5, 4, -10, 4, 74, 87, -30, -42, -24, 37, -32, -52, 0, -18, -46, -6, -66, 79},
    {-20, -33, 0, 0, 57, 11, -133, -44, -41, 0, 0, -15, 12, -44, 40, -18, -5, 5, 4, 4, -7, -33, -50, 35, 52, 83, 53, -51, -25, 0, -61, -20, -13, -56, -20}};
