// Package wholefolder writes a folder of files so that it is there whole or not at
// all: under another name first, and under its own when every file is on the disk.
package wholefolder
