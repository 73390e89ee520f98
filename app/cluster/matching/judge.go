package matching

// Sharing is what a school may be told about a need that others share.
type Sharing struct {
	Schools int  // that are sure to share it, this one among them
	Pupils  int  // the least number of pupils they have together
	Enough  bool // whether it may be shown at all
}

// Judge opens the bands of a match and says whether the need may be shown. A band that
// does not open under the ring and the bucket counts for nothing, and one that was copied
// counts once: a hub cannot make a need look shared. private is true for two schools that
// both asked to be introduced without a third.
func (r Rules) Judge(ring Ring, b Bucket, bands []string, private bool) Sharing {
	var s Sharing
	seen := map[string]bool{}
	for _, sealed := range bands {
		band, mark, err := ring.openBand(b, sealed)
		from := r.from(band)
		if err != nil || seen[mark] || from == 0 {
			continue
		}
		seen[mark] = true
		s.Schools++
		s.Pupils += from
	}
	least := r.LeastSchools
	if private {
		least = 2
	}
	s.Enough = s.Schools >= least && s.Pupils >= r.LeastPupils
	return s
}

// from is the least number of pupils in a band; 0 for one that is not in the rules.
func (r Rules) from(band string) int {
	for _, b := range r.Bands {
		if b.ID == band {
			return b.From
		}
	}
	return 0
}
