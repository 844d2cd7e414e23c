"""python -m tajuk"""

from tajuk import main

main()
