// Package crash says where the program stopped by a fault of its own, and nothing else.
// What Go prints of such a stop by itself has the words that the program stopped with, and
// those can be a pupil's. Here are the sort of value and the places in the program alone.
package crash
