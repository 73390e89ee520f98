package desk_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/desk"
	"needsbook/app/pack"
	"needsbook/app/school"
	"needsbook/assets"
)

// withURN is the school with another number.
func withURN(d *desk.Desk, urn string) school.School {
	s := d.School()
	s.Name, s.Phase, s.URN = "Meadowfield", "primary", urn
	return s
}

func shippedPack(name string) []byte { return assets.Pack(name) }

// vignettes opens the shipped set.
func vignettes(t testing.TB, d *desk.Desk) desk.Vignettes {
	t.Helper()
	v, err := d.OpenVignettes(ctx, desk.ExampleVignettes())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVignettesAreScoredBlindThenClosedThenAnswered(t *testing.T) {
	d := open(t)
	if err := d.SaveSchool(ctx, withURN(d, "123456")); err != nil {
		t.Fatal(err)
	}
	v := vignettes(t, d)
	if v.Set.Expected != nil || !v.IsOpen() || len(v.Set.Vignettes) != 8 {
		t.Fatalf("open, it shows %+v", v.Set.Expected)
	}
	_, err := d.OpenVignettes(ctx, desk.ExampleVignettes())
	refusedAt(t, err, "vignettes")
	refusedAt(t, d.CloseVignettes(ctx, v.ID), "vignettes")
	_, err = d.VignetteResult(ctx, v.ID)
	refusedAt(t, err, "vignettes")
	score := func(by, vignette string, ratings map[string]string) error {
		return d.ScoreVignette(ctx, desk.VignetteRating{Set: v.ID, Vignette: vignette, By: by, Ratings: ratings})
	}
	refusedAt(t, score("", "v1", nil), "by")
	refusedAt(t, score("Tom", "v99", nil), "vignette")
	refusedAt(t, score("Tom", "v1", map[string]string{"no.such": "L2"}), "no.such")
	for _, s := range []struct {
		by, vignette string
		ratings      map[string]string
	}{
		{"Tom Fry", "v1", map[string]string{"ci.und": "L3"}},
		{"Tom  fry", "v1", map[string]string{"ci.und": "L2"}}, // the same person changes it
		{"Tom Fry", "v3", map[string]string{"ci.chg": "L3", "ci.soc": "L2"}},
		{"Ama Mensah", "v1", map[string]string{"ci.und": "L2"}},
		{"Ama Mensah", "v3", map[string]string{"ci.chg": "L4"}},
		{"Ama Mensah", "v2", map[string]string{"ci.exp": ""}}, // begun and taken back
	} {
		if err := score(s.by, s.vignette, s.ratings); err != nil {
			t.Fatal(err)
		}
	}
	if v, _ = d.Vignettes(ctx, v.ID); !slices.Equal(v.Raters(), []string{"Tom Fry", "Ama Mensah"}) || v.Scored("tom fry") != 2 || v.Scored("Ama Mensah") != 2 {
		t.Fatalf("raters %v", v.Raters())
	}
	if err := d.CloseVignettes(ctx, v.ID); err != nil {
		t.Fatal(err)
	}
	refusedAt(t, score("Tom Fry", "v4", map[string]string{"ci.und": "L2"}), "vignettes")
	result, err := d.VignetteResult(ctx, v.ID)
	if err != nil {
		t.Fatal(err)
	}
	if result.Between.N != 2 || result.Between.Exact != 1 || result.Between.WithinOne != 2 || result.Expected.N != 4 || result.Expected.Exact != 3 ||
		result.Raters[0].Agreement.Exact != 2 || result.Vignettes.Set.Expected["v1"].Level != "L2" {
		t.Errorf("%+v", result)
	}
	answer, file, err := d.VignetteAnswer(ctx, v.ID)
	if err != nil {
		t.Fatal(err)
	}
	if problems := pack.Check(assets.Schema("vignette-answer.json"), file); problems != nil {
		t.Error(problems)
	}
	for _, no := range []string{"Tom", "Ama", "SENCO", "six-year-old"} {
		if strings.Contains(string(file), no) {
			t.Errorf("the answer holds %q:\n%s", no, file)
		}
	}
	if answer.URN != "123456" || len(answer.Raters) != 2 || answer.Raters[1].Rater != 2 || len(answer.Raters[1].Answers) != 2 || answer.Raters[1].Answers[1].Level != "L4" {
		t.Errorf("%+v", answer)
	}
	var back desk.VignetteAnswer
	if err := json.Unmarshal(file, &back); err != nil || back.Raters[0].Answers[1].Strands["ci.soc"] != "L2" {
		t.Error(err, back)
	}
	for range 7 { // closing, six ratings
		if _, err := d.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if v, _ = d.Vignettes(ctx, v.ID); len(v.Scores) != 0 || !v.IsOpen() {
		t.Errorf("after undo %+v", v.Scores)
	}
}

func TestAnswerHoldsNothingButIdsAndLevels(t *testing.T) {
	schema := assets.Schema("vignette-answer.json")
	good := `{"format":"sen-vignette-answer","format_version":1,"set":{"id":"s","version":"1"},"continuum":{"id":"c","version":"1"},"urn":"123456","raters":[{"rater":1,"answers":[{"vignette":"v1","level":"L2","strands":{"ci.und":"L2"}}]}]}`
	if problems := pack.Check(schema, []byte(good)); problems != nil {
		t.Fatal(problems)
	}
	for name, swap := range map[string][2]string{
		"a name":        {`"rater":1`, `"rater":1,"by":"Tom"`},
		"a note":        {`"level":"L2",`, `"level":"L2","note":"hm",`},
		"words":         {`"level":"L2"`, `"level":"well about two"`},
		"a school name": {`"urn":"123456"`, `"urn":"123456","school":"X"`},
		"no URN":        {`"urn":"123456"`, `"urn":""`},
		"a strand note": {`"ci.und":"L2"`, `"ci.und":"two or three"`},
	} {
		if pack.Check(schema, []byte(strings.Replace(good, swap[0], swap[1], 1))) == nil {
			t.Errorf("%s may leave", name)
		}
	}
}

func TestSetForAnotherContinuumIsRefused(t *testing.T) {
	d := open(t)
	whole := string(desk.ExampleVignettes())
	for _, swap := range [][2]string{{`"version": "2026.11.1"
 },`, `"version": "2030.1"
 },`}, {`"sen-vignettes"`, `"sen-terms"`}, {`"minutes": 15`, `"minutes": 15, "until": "2020-01-01"`}} {
		text := strings.Replace(whole, swap[0], swap[1], 1)
		if text == whole {
			t.Fatalf("%q is not in the set", swap[0])
		}
		_, err := d.OpenVignettes(ctx, []byte(text))
		refusedAt(t, err, "vignettes")
	}
	if sets, _ := d.VignetteSets(ctx); len(sets) != 0 {
		t.Error("a refused set was kept")
	}
}

func TestAnswerNeedsTheSchoolsNumber(t *testing.T) {
	d := open(t)
	if err := d.SaveSchool(ctx, withURN(d, "")); err != nil {
		t.Fatal(err)
	}
	v := vignettes(t, d)
	if err := d.ScoreVignette(ctx, desk.VignetteRating{Set: v.ID, Vignette: "v1", By: "Tom", Ratings: map[string]string{"ci.und": "L2"}}); err != nil {
		t.Fatal(err)
	}
	if err := d.CloseVignettes(ctx, v.ID); err != nil {
		t.Fatal(err)
	}
	_, _, err := d.VignetteAnswer(ctx, v.ID)
	refusedAt(t, err, "urn")
}

func FuzzOpenVignettes(f *testing.F) {
	f.Add(desk.ExampleVignettes())
	f.Add([]byte(`{"format":"sen-vignettes"}`))
	d := open(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		if v, err := d.OpenVignettes(ctx, data); err == nil {
			if _, err := d.Undo(ctx); err != nil {
				t.Fatal(v.ID, err)
			}
		}
	})
}

func TestAnswersKeepToTheSchemaWhateverIsRated(t *testing.T) {
	d := open(t)
	if err := d.SaveSchool(ctx, withURN(d, "123456")); err != nil {
		t.Fatal(err)
	}
	v := vignettes(t, d)
	rapid.Check(t, func(t *rapid.T) {
		steps := 0
		for range rapid.IntRange(1, 4).Draw(t, "scores") {
			r := desk.VignetteRating{Set: v.ID, Vignette: rapid.SampledFrom(v.Set.Vignettes).Draw(t, "vignette").ID, By: rapid.StringMatching(`[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}`).Draw(t, "by"),
				Ratings: rapid.MapOf(rapid.SampledFrom([]string{"ci.und", "cl.lit", "se.reg", "sp.vis"}), rapid.SampledFrom([]string{"L0", "L1", "L2", "L3", "L4", "L5"})).Draw(t, "ratings")}
			if err := d.ScoreVignette(ctx, r); err != nil {
				t.Fatal(err)
			}
			steps++
		}
		if d.CloseVignettes(ctx, v.ID) == nil {
			steps++
			_, file, err := d.VignetteAnswer(ctx, v.ID)
			if err != nil {
				t.Fatal(err)
			}
			now, _ := d.Vignettes(ctx, v.ID)
			for _, by := range now.Raters() {
				if strings.Contains(string(file), by) {
					t.Fatalf("%q leaves:\n%s", by, file)
				}
			}
		}
		for range steps {
			if _, err := d.Undo(ctx); err != nil {
				t.Fatal(err)
			}
		}
	})
}
