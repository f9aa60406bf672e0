/* Made by train/page_choose.py; see train/page_train.sh. Not to be edited. */
/* clang-format off */
#include "page/choose.h"

const int16_t page_title_weights[2][T_COUNT] = {
    {40, -55, 47, -3, 65, 22, 0, 25, -48, 16, 0, -13, 58, -55, 54, 1, 59, 1, 3, -6, 0, 40, 71, -46, -48, 8, 3, -14, -44, 0, -39, -36, 20, -35, 58, 27, 26},
    {-7, -31, 0, 0, 65, 25, -100, -21, -40, 0, 0, -13, 17, -32, 54, 1, 27, 0, 3, 1, -7, -37, -28, 28, 31, 38, -3, -46, -35, 0, -40, -26, 17, -28, -7, -12, -6}};
