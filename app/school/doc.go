// Package school holds what the program knows of the school itself: its name and
// numbers, who leads, and the days that matter in its year. It also declares the
// clock through which every other room learns what day it is.
package school
