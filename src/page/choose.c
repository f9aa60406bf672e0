/* Made by train/page_choose.py; see train/page_train.sh. Not to be edited. */
/* clang-format off */
#include "page/choose.h"

const int16_t page_title_weights[2][T_COUNT] = {
    {40, -55, 46, -3, 66, 22, 0, 24, -48, 18, 0, -14, 58, -55, 54, 1, 59, 1, 3, -6, 0, 40, 71, -46, -48, 7, 2, -14, -43, 0, -39, -35, 20, -35, 58, 26, 27},
    {-6, -31, 0, 0, 66, 25, -100, -21, -40, 0, 0, -14, 17, -32, 54, 1, 27, 0, 3, 1, -7, -37, -28, 28, 31, 38, -2, -46, -35, 0, -40, -26, 17, -28, -7, -12, -6}};
