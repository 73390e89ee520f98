package summary

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Memory is what a school must remember from one summary to the next. It holds
// opaque pupil keys and stays at the school, in its encrypted file. The zero
// Memory is that of a school which has never sent a summary.
type Memory struct {
	Figures map[string]figureMemory `json:"figures,omitempty"`
	// Hidden names the figures held back, with the academic year (its first
	// calendar year) for which they stay so.
	Hidden map[string]int `json:"hidden,omitempty"`
	// Bands is the academic year for which only T00 is sent, 0 for none.
	Bands int `json:"bands,omitempty"`
	// LostIn is the academic year in which the sets were lost, 0 if never.
	LostIn int       `json:"lost_in,omitempty"`
	Last   *released `json:"last,omitempty"`
	// Sides are the figures beside the cross, and Folds how T08 is folded this year.
	Sides map[string]*sideMemory `json:"sides,omitempty"`
	Folds *folds                 `json:"folds,omitempty"`
	// Earlier are the summaries sent before Last, the same ones in a row once.
	Earlier []seen `json:"earlier,omitempty"`
}

// released is the summary last sent: its values, and what each pupil counted as.
type released struct {
	Series    string         `json:"series,omitempty"`
	CodeLists CodeLists      `json:"codelists"`
	Scope     string         `json:"scope"`
	Public    string         `json:"public"`
	Values    map[string]int `json:"values"`
	// Changed names the figures that everybody could see to be set anew in it.
	Changed []string          `json:"changed,omitempty"`
	Members map[string]string `json:"members,omitempty"` // nil when lost
	// Sides are what each pupil was in the tables beside the cross, nil when lost.
	Sides map[string]map[string]string `json:"sides,omitempty"`
}

// Bytes returns the memory as JSON, the same bytes for the same memory.
func (m Memory) Bytes() ([]byte, error) { return json.Marshal(m) }

// ReadMemory reads what Bytes wrote. Empty input is the zero Memory.
func ReadMemory(b []byte) (Memory, error) {
	var m Memory
	if len(b) == 0 {
		return m, nil
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return Memory{}, fmt.Errorf("the record of what was sent before cannot be read; fetch the last summary from the cluster: %w", err)
	}
	return m, nil
}

// MemoryFrom rebuilds a memory from the last summary the cluster holds, for a
// school whose own memory was lost in a restore. The pupils behind the figures
// are not known, so figures change more slowly until the next academic year. Nor is
// it known which figures were seen to change in it: any may have been held.
func MemoryFrom(last Document) (Memory, error) {
	year, err := seriesYear(last.Series)
	if err != nil {
		return Memory{}, err
	}
	m := Memory{LostIn: year, Figures: map[string]figureMemory{}, Hidden: map[string]int{},
		Last: &released{Series: last.Series, CodeLists: last.CodeLists, Scope: last.SDC.Scope, Public: last.SDC.Public, Values: last.values()}}
	m.sidesFrom(last)
	if last.first() { // of its school or only of its term: the audit stands against readers of both
		m.Earlier = []seen{{m.Last.Values, slices.Sorted(maps.Keys(m.Last.Values))}}
	}
	for id, v := range m.Last.Values {
		if besideCross(id) {
			continue
		}
		switch {
		case v == HeldBack:
			m.Hidden[id] = year
		case v != NotApplicable && id != "T00/"+roll+"/N":
			m.Figures[id] = figureMemory{Shown: v}
		}
	}
	if last.SDC.Scope == scopeBands {
		m.Bands = year
	}
	return m, nil
}

// name writes a kind as a short code, to see whether a pupil has changed.
func (k kind) name() string {
	return fmt.Sprintf("%d.%d.%d.%d.%d", k.year, k.status, k.area, k.need, k.level)
}

// settled reports whether fewer than five pupils have joined, left or changed
// since the summary last sent. Such a summary repeats the figures of the one
// before, whatever single figures would do: otherwise one child who tips a
// figure over its threshold could be read off by somebody who knows that only
// that child has come. In September everybody moves up a year, so that figures
// stand still for one academic year at most.
func (m Memory) settled(members map[string]string, codes CodeLists) bool {
	if m.Last == nil || m.Last.Members == nil ||
		m.Last.CodeLists.Continuum != codes.Continuum || m.Last.CodeLists.Need != codes.Need {
		return false
	}
	changed := 0
	for key, k := range members {
		if m.Last.Members[key] != k {
			changed++
		}
	}
	for key := range m.Last.Members {
		if _, still := members[key]; !still {
			changed++
		}
	}
	return changed < movers
}

// contributors returns the sorted keys behind each figure of the plan.
func (p *plan) contributors(f Facts, kinds []kind) [][]string {
	sets := make([][]string, len(p.figures))
	for i, fig := range p.figures {
		if !fig.applies || fig.roll {
			continue
		}
		for j, k := range kinds {
			if fig.sel.counts(k) {
				sets[i] = append(sets[i], f.Members[j].Key)
			}
		}
		slices.Sort(sets[i])
	}
	return sets
}
