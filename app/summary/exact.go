package summary

// ByLevel counts the pupils exactly by broad area of need and level, as T03 does before
// small numbers are protected, those without a level left out. It is for the school's own
// comparison with its cluster and never leaves.
func (f Facts) ByLevel() map[[2]string]int {
	out := map[[2]string]int{}
	for _, a := range areas {
		for _, l := range byLevel(len(f.Levels)).lines[:len(f.Levels)] {
			out[[2]string{a.Code, l.Code}] = 0
		}
	}
	for _, k := range f.kinds() {
		if k.level < len(f.Levels) {
			out[[2]string{areas[k.area].Code, byLevel(len(f.Levels)).lines[k.level].Code}]++
		}
	}
	return out
}
