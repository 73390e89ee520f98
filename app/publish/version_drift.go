package publish

import "slices"

// contactMarks are facts by which a family finds somebody: one of them that is wrong is
// reason enough to publish anew ("as soon as possible" after a change, code of practice
// 6.79). So is every link and every person.
var contactMarks = []string{"senco_email", "senco_phone", "senco_times"}

// firstPageMarks are the facts that every document prints on its first page.
var firstPageMarks = []string{"senco_name", "senco_email", "senco_phone", "senco_times", "senco_deputy", "headteacher", "complaints_contact", "advice_service", "local_offer_link", "sen_policy_link"}

// fewestOtherFacts is from how many other facts on a version on the website counts as out
// of date.
const fewestOtherFacts = 5

// Drift returns the facts of a published version that are other now, and whether they are
// such, or so many, that it should be published anew: somebody to talk to, a link, what
// the strategy costs, or five others.
func Drift(p *Pack, words map[string]Text, was, now Facts) (changes []Change, much bool) {
	used := append(MarksIn(p, words), firstPageMarks...)
	now.AsOf = was.AsOf
	changes = slices.DeleteFunc(Compare(was, now), func(c Change) bool { return !slices.Contains(used, c.Mark) })
	for _, c := range changes {
		m, _ := markNamed(c.Mark)
		much = much || m.link || m.person || slices.Contains(contactMarks, c.Mark)
	}
	if before, after := was.Strategy.Planned.Words(), now.Strategy.Planned.Words(); p.Document.ID == InclusionStrategy && before != after {
		changes, much = append(changes, Change{Meaning: "the budgeted costs", Was: before, Now: after}), true
	}
	return changes, much || len(changes) >= fewestOtherFacts
}
