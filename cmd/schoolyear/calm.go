package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
)

// What a process may take that works at the school for a quarter of a year without a
// break: resident memory in bytes, its growth in a week beyond what the grown database
// takes, and that of the program's own objects, among them the records of those weeks. What
// is needed was six times the database at the beginning of the quarter and at its end: it
// lies in memory twice, the records besides, and SQLite and Go keep room.
const (
	mostResident = 250e6
	mostGrowth   = 1e6
	mostObjects  = 1e6
	ofDatabase   = 6
)

// lastQuarter plays the weeks from one on once more, on the copy that was set aside, in one
// process that is not killed, and looks at its memory.
func (y *year) lastQuarter(ctx context.Context, from int) error {
	var weeks []int
	for week := from; week <= y.weeks; week++ {
		weeks = append(weeks, week)
	}
	t := y.task(0, weeks...)
	t.File, t.Hub, t.Unsettled, t.Calm = filepath.Join(y.folder, "calm", "school", "school.needsbook"), "", false, true
	cmd, lines, err := y.start(t)
	if err != nil {
		return err
	}
	for lines.Scan() {
		var m message
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			return errors.Join(fmt.Errorf("the working process said %q", lines.Text()), cmd.Process.Kill())
		}
		switch {
		case m.Fault != "":
			return errors.Join(errors.New(m.Fault), cmd.Wait())
		case m.Week != nil:
			y.calm = append(y.calm, measure{Week: weeks[len(y.calm)], Resident: m.Week.Resident, Held: m.Week.Held, Heap: m.Week.Heap, Database: m.Week.Database})
			y.say("week %2d in peace: %3.0f MB of memory, %3.0f MB needed, %3.0f MB of them objects, database %.1f MB", weeks[len(y.calm)-1], mb(m.Week.Resident), mb(m.Week.Held), mb(m.Week.Heap), mb(m.Week.Database))
		}
	}
	if err := cmd.Wait(); err != nil {
		return err
	}
	if len(y.calm) != len(weeks) {
		return fmt.Errorf("%d of %d weeks were played", len(y.calm), len(weeks))
	}
	return y.memoryHolds()
}

// memoryHolds holds the quarter's memory against the bounds.
func (y *year) memoryHolds() error {
	last := y.calm[len(y.calm)-1]
	if last.Resident == 0 {
		y.say("This system does not say how much memory a process takes.")
		return nil
	}
	all, beyond, objects := y.growth()
	y.say("The last quarter in one process: %.0f MB of memory at its end, %+.2f MB a week; needed %.0f MB, %+.2f MB a week beyond what the database grew by; objects %+.2f MB a week", mb(last.Resident), all/1e6, mb(last.Held), beyond/1e6, objects/1e6)
	if last.Resident > mostResident {
		return fmt.Errorf("the process takes %.0f MB of memory at the end of the year; %.0f MB are the most", mb(last.Resident), mostResident/1e6)
	}
	if len(y.calm) >= 8 && (beyond > mostGrowth || objects > mostObjects) { // of fewer weeks the figures say little
		return fmt.Errorf("the process needs %.2f MB more each week beyond what the database grows by, and its objects %.2f MB", beyond/1e6, objects/1e6)
	}
	return nil
}

// growth is how much the quarter's memory grows in a week, in bytes: as it stands, what is
// needed beyond the database's own growth, and the program's objects. What is free and
// not yet given back comes and goes, so that it is left out of the latter two.
func (y *year) growth() (all, beyond, objects float64) {
	var resident, rest, heap []float64
	for _, m := range y.calm[min(1, len(y.calm)-1):] { // in the first week much is used for the first time
		resident = append(resident, float64(m.Resident))
		rest = append(rest, float64(m.Held-ofDatabase*m.Database))
		heap = append(heap, float64(m.Heap))
	}
	return slope(resident), slope(rest), slope(heap)
}
