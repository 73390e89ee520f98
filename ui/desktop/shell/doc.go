// Package shell is the frame of the window: the list of screens at the left, the
// strip with the school's name and Ctrl+K at the top, the foot that names the last
// change and its undo, and the way from one screen to the next. It knows no screen
// and no rule: screens come as constructors, and what the keys do to the records
// comes as functions. All shortcuts stand in one table, from which the menus, the
// palette and Help are made.
package shell
