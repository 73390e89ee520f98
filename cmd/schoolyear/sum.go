package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// sum says what came of the year.
func (y *year) sum(took time.Duration) {
	var work []string
	for _, name := range slices.Sorted(maps.Keys(y.ledger.names)) {
		work = append(work, fmt.Sprintf("%s %d", name, y.ledger.names[name]))
	}
	last, first := y.curve[len(y.curve)-1], y.curve[0]
	y.say("Work done: %s", strings.Join(work, ", "))
	y.say("%d crashes; %d changes were on the disk though no word of it came; %d unfinished saves left out", y.kills, y.ledger.kept, y.torn)
	y.say("%d steps, %d facts held against the file, %d backups opened, %d changes taken back and done again", y.ledger.steps, len(y.ledger.says), y.backups, y.turned)
	y.say("The database grew from %.1f MB to %.1f MB, the file is %.1f MB", mb(first.Database), mb(last.Database), mb(last.File))
	y.say("Every invariant holds. It took %.0f s.", took.Seconds())
}
