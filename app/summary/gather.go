package summary

import "slices"

// gather counts the facts into the figures.
func (s *sides) gather(f Facts) {
	s.gatherProvision(f)
	s.gatherServices(f)
	s.gatherCases(f)
	s.gatherOutcomes(f)
	s.gatherRecords(f)
	s.gatherSchool(f)
	for i := range s.figures {
		fig := &s.figures[i]
		switch {
		case fig.measure.kind == summed:
			fig.exact = fig.parts.total()
		case fig.measure.kind == counted && s.specs[fig.table].id != "T10":
			fig.exact = int64(len(fig.parts))
		}
	}
}

func (s *sides) gatherProvision(f Facts) {
	for _, g := range f.Provision {
		row := codeIndex(families, g.Family)
		s.at("T08", row, colPupils).parts[g.Key] = 1
		s.at("T08", row, colHours).parts.add(g.Key, int64(g.Minutes))
		s.at("T08", row, colPounds).parts.add(g.Key, g.Pence)
	}
	for row := range families {
		var own [3]parts
		for col := range own {
			own[col] = s.at("T08", row, col).parts
		}
		s.provision = append(s.provision, own)
	}
}

func (s *sides) gatherServices(f Facts) {
	waited := map[int]map[string]int64{} // by row and pupil, the longest wait
	for _, w := range f.Wanted {
		row, state := slices.Index(f.Services, w.Service), slices.Index(wantStates, w.State)
		s.at("T09", row, state).parts[w.Key] = 1
		if state != colRefused {
			s.at("T09", row, colSessions).parts.add(w.Key, int64(w.Sessions))
		}
		if state == colWait {
			if waited[row] == nil {
				waited[row] = map[string]int64{}
			}
			waited[row][w.Key] = max(waited[row][w.Key], int64(w.Weeks))
		}
	}
	for row, of := range waited {
		fig := s.at("T09", row, colWeeks)
		var all []int64
		for key, n := range of {
			fig.parts[key] = int64(band(n, weeksBounds)) // a week more of waiting is no change
			all = append(all, n)
		}
		fig.exact = middle(all)
	}
	for row, id := range f.Services {
		s.at("T09", row, colPriority).exact = int64(f.Priority[id])
	}
}

// gatherCases counts requests. Each pupil of a request counts for an equal share of
// its amounts, and stands for the request when five pupils are asked for.
func (s *sides) gatherCases(f Facts) {
	took := map[int][]int64{}
	for _, c := range f.Cases {
		row := slices.Index(caseStages, c.Stage)
		s.at("T10", row, colCases).exact++
		took[row] = append(took[row], int64(c.Days))
		who := slices.Compact(slices.Sorted(slices.Values(c.Pupils)))
		for i, key := range who {
			share := func(pence int64) int64 {
				n := pence / int64(len(who))
				if int64(i) < pence%int64(len(who)) {
					n++
				}
				return n
			}
			s.at("T10", row, colCases).parts.add(key, 1)
			s.at("T10", row, colAskedPounds).parts.add(key, share(c.Asked))
			s.at("T10", row, colGivenPounds).parts.add(key, share(c.Agreed))
			s.at("T10", row, colDays).parts.add(key, int64(band(int64(c.Days), daysBounds)))
		}
	}
	for row, all := range took {
		s.at("T10", row, colDays).exact = middle(all)
	}
}

func (s *sides) gatherOutcomes(f Facts) {
	for _, o := range f.Outcomes {
		s.at("T11", codeIndex(families, o.Family), slices.Index(results, o.Result)).parts[o.Key] = 1
	}
}

// gatherRecords counts whose records lack something: that is what T14's memory is of.
func (s *sides) gatherRecords(f Facts) {
	for _, m := range f.Members {
		for row, has := range []bool{m.PrimaryNeed != "" && m.PrimaryNeed != NotRecorded, m.Level != "", m.Reviewed, m.OnTime, m.Voice} {
			fig := s.at("T14", row, 0)
			if !has {
				fig.parts[m.Key] = 1
			}
		}
	}
}

func (s *sides) gatherSchool(f Facts) {
	s.at("T12", rowModerated, 0).exact = int64(f.Moderation.Cases)
	s.at("T12", rowAgreed, 0).exact = int64(f.Moderation.From)
	for i, signal := range f.Moderation.Signals {
		s.at("T12", firstSignalRow+i, 0).exact = int64(signal + 3)
	}
	s.at("T13", rowNotional, 0).exact = f.Budget.Notional
	s.at("T13", rowSpent, 0).exact = int64(f.Budget.SpentPercent)
}
