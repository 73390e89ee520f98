package continuum

import (
	"maps"
	"slices"
)

// methods refuses kinds of rule that this program does not know, and values that
// belong to another kind: a rule must never be read as something it is not.
func (c *checker) methods() {
	area, overall := c.p.Rules.AreaLevel, c.p.Rules.OverallLevel
	if _, ok := areaMethods[area.Method]; !ok {
		c.problems.Add("rules.area_level.method", "This program does not know the rule “%s” for area levels. It knows %s.", area.Method, known(areaMethods))
	}
	if _, ok := overallMethods[overall.Method]; !ok {
		c.problems.Add("rules.overall_level.method", "This program does not know the rule “%s” for the overall level. It knows %s.", overall.Method, known(overallMethods))
	}
	if area.Method == "points" {
		c.table("rules.area_level.table", area.Table)
	} else if area.Weights != nil || area.Cap != nil || area.Table != nil {
		c.problems.Add("rules.area_level", "Weights, cap and table are for the rule “points” only.")
	}
	if overall.Method == "points_table" {
		c.table("rules.overall_level.table", overall.Table)
		if area.Method != "points" {
			c.problems.Add("rules.overall_level.method", "The rule “points_table” needs the rule “points” for area levels.")
		}
	} else if overall.Table != nil {
		c.problems.Add("rules.overall_level.table", "A table is for the rule “points_table” only.")
	}
	for _, id := range slices.Sorted(maps.Keys(area.Weights)) {
		if !c.p.Rateable(id) {
			c.problems.Add("rules.area_level.weights", "There is no strand “%s” in this pack.", id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(area.Cap)) {
		c.area("rules.area_level.cap", id)
	}
}

// table checks that a table of points starts at 0, leaves no gap, has no end and
// never gives a lower level for more points.
func (c *checker) table(path string, rows []PointsRow) {
	if len(rows) == 0 {
		c.problems.Add(path, "This rule needs a table that gives a level to every number of points.")
		return
	}
	next := 0
	for i, row := range rows {
		at := index(path, i)
		c.level(at+".level", row.Level)
		if row.From != next {
			c.problems.Add(at+".from", "The table has a gap or an overlap: this row should start at %d points.", next)
		}
		if i > 0 && c.p.Compare(row.Level, rows[i-1].Level) < 0 {
			c.problems.Add(at+".level", "More points give a lower level here than in the row before.")
		}
		last := i == len(rows)-1
		switch {
		case last && row.To != nil:
			c.problems.Add(at+".to", "The last row must have no end: write null.")
		case !last && (row.To == nil || *row.To < row.From):
			c.problems.Add(at+".to", "This row needs an end that is not before its start.")
			return
		case !last:
			next = *row.To + 1
		}
	}
}

func (c *checker) area(path, id string) {
	if _, ok := c.p.Area(id); !ok {
		c.problems.Add(path, "There is no area “%s” in this pack.", id)
	}
}

func (c *checker) rules() {
	rules := c.p.Rules
	ids := map[string]bool{twoAreasSame: true, lonePeak: true, fewRatings: true}
	for i, comb := range rules.Combinations {
		at := index("rules.combinations", i)
		if ids[comb.ID] {
			c.problems.Add(at, "The id “%s” is already used by another prompt.", comb.ID)
		}
		ids[comb.ID] = true
		for _, cond := range slices.Concat(comb.When.All, comb.When.Any) {
			c.level(at+".when", cond.Min)
			if !c.p.Rateable(cond.Strand) {
				c.problems.Add(at+".when", "There is no strand “%s” in this pack.", cond.Strand)
			}
		}
		if comb.Then.Area != "" {
			c.area(at+".then.area", comb.Then.Area)
			c.level(at+".then.min_area_level", comb.Then.MinAreaLevel)
		}
	}
	if co := rules.CoOccurring; co.Enabled {
		c.level("rules.co_occurring.cap", co.Cap)
		c.all("rules.co_occurring.applies_when_highest_in", co.In)
		if rules.OverallLevel.Method != "highest_area" {
			c.problems.Add("rules.co_occurring", "The co-occurring needs rule works with the rule “highest_area” only.")
		}
	}
	if r := rules.Prompts.TwoAreasSame; r != nil {
		c.all("rules.prompts.two_areas_same.highest_in", r.HighestIn)
	}
	if r := rules.Prompts.LonePeak; r != nil {
		c.level("rules.prompts.lone_peak.min_level", r.MinLevel)
	}
	c.all("rules.moderation.sample_levels", rules.Moderation.SampleLevels)
}

func (c *checker) all(path string, ids []string) {
	for i, id := range ids {
		c.level(index(path, i), id)
	}
}

func (c *checker) tariff() {
	if c.p.Tariff == nil {
		return
	}
	keys := map[string]bool{}
	for i, b := range c.p.Tariff.Bands {
		if keys[b.Key] {
			c.problems.Add(index("tariff.bands", i), "There are two bands “%s”.", b.Key)
		}
		keys[b.Key] = true
		c.all(index("tariff.bands", i)+".levels", b.Levels)
	}
	for i, r := range c.p.Tariff.BandRules {
		at := index("tariff.band_rules", i)
		if !keys[r.Band] {
			c.problems.Add(at+".band", "There is no band “%s” in the tariff.", r.Band)
		}
		if r.Level != "" {
			c.level(at+".level", r.Level)
		}
		if r.MinAreas > 0 {
			c.level(at+".when_areas_at_or_above", r.AreasAt)
		}
		if r.MinPoints > 0 && c.p.Rules.AreaLevel.Method != "points" {
			c.problems.Add(at+".min_points", "Points can set a band only with the rule “points” for area levels.")
		}
	}
}
