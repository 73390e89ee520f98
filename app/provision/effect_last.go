package provision

// LastResults returns the last review, in the time asked about, of each placement that
// Effects counts, in the order of the placements. A review without a result is left out.
func LastResults(f EffectFacts, q EffectQuery) []PlacementReview {
	runs := map[string]Intervention{}
	for _, i := range f.Interventions {
		runs[i.ID] = i
	}
	reviews := f.lastReviews(q)
	var out []PlacementReview
	for _, p := range f.Placements {
		i, known := runs[p.Intervention]
		r := reviews[p.ID]
		if !known || r == nil || !q.ran(i, p) || q.Keep != nil && !q.Keep(i, p) {
			continue
		}
		if r.Result == ResultMet || r.Result == ResultPartly || r.Result == ResultNot {
			review := *r
			review.Pupil, review.Intervention = p.Pupil, p.Intervention
			out = append(out, review)
		}
	}
	return out
}
