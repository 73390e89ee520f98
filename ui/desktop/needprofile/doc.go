// Package needprofile is the page of what the school's pupils need: how many stand at
// each level of each area, how that went over the terms, and which pupils have needs so
// alike that a group may serve them better than each alone.
package needprofile
