package county

import (
	"slices"
	"testing"

	"needsbook/app/summary"
)

func TestSchoolsAreTheSameForTheSameSeed(t *testing.T) {
	a, err := Schools(60, 5)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := Schools(60, 5)
	if !slices.Equal(a, b) {
		t.Error("one seed gave two counties")
	}
	if c, _ := Schools(60, 6); slices.Equal(a, c) {
		t.Error("two seeds gave one county")
	}
	for _, n := range []int{0, 100000} {
		if _, err := Schools(n, 1); err == nil {
			t.Errorf("%d schools were invented", n)
		}
	}
}

// The county has what makes disclosure control hard: schools with hardly any pupils on
// the register, large ones, and schools that one need dominates.
func TestCountyHasSmallLargeAndResourcedSchools(t *testing.T) {
	schools, err := Schools(600, 1)
	if err != nil {
		t.Fatal(err)
	}
	tiny, large, resourced, pupils, roll := 0, 0, 0, 0, 0
	for _, s := range schools {
		f, err := s.Facts(1)
		if err != nil {
			t.Fatal(err)
		}
		n := len(f[0].Members)
		if n < 20 {
			tiny++
		}
		if n > 200 {
			large++
		}
		if s.Resourced != "" {
			resourced++
		}
		if s.Phase != "special" {
			pupils, roll = pupils+n, roll+f[0].Roll
		}
	}
	if tiny < 50 || large < 50 || resourced < 30 {
		t.Errorf("%d tiny, %d large, %d resourced schools", tiny, large, resourced)
	}
	// 19 to 20 of 100 pupils of England's schools had SEN in January 2025.
	if share := float64(pupils) / float64(roll); share < 0.16 || share > 0.24 {
		t.Errorf("%.3f of all pupils have SEN", share)
	}
}

func TestRegistersChangeFromTermToTerm(t *testing.T) {
	schools, err := Schools(12, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range schools {
		terms, err := s.Facts(len(Terms))
		if err != nil {
			t.Fatal(err)
		}
		again, _ := s.Facts(len(Terms))
		for i := range terms {
			if !slices.Equal(terms[i].Members, again[i].Members) {
				t.Errorf("%s is not the same twice", s.URN)
			}
			if i > 0 && len(terms[i].Members) > 30 && slices.Equal(terms[i].Members, terms[i-1].Members) {
				t.Errorf("%s stood still in %s", s.URN, terms[i].Series)
			}
		}
	}
	if _, err := schools[0].Facts(7); err == nil {
		t.Error("a seventh term was invented")
	}
}

// An attacker who has all that a few schools publish over six terms learns nothing.
func TestPublishedCountyGivesNothingAway(t *testing.T) {
	schools, err := Schools(3, 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range schools {
		var documents []summary.Document
		err := s.Publish(3, func(b summary.Built) error {
			documents = append(documents, b.Document)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		report, err := summary.Attack(documents, summary.AttackOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Recovered) > 0 {
			t.Errorf("%s: %+v", s.Name, report.Recovered)
		}
	}
}
