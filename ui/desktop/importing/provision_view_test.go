package importing_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell/shelltest"
)

// demoMap is a provision map of some pupils of the demo school, as a school might have
// it in Excel, with a row of a pupil whom nobody knows and one with a time that cannot
// be read.
func demoMap(t *testing.T, d *desk.Desk) (path string, pupils []*register.Entry) {
	t.Helper()
	pupils, err := d.Find("status:sen")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("Meadowfield Primary provision map,,,,,,,\nPupil,Intervention,Staff,Frequency,Ratio,Hourly rate,Cost per pupil,Outcome\nWave 2,,,,,,,\n")
	for i, e := range pupils[:9] {
		group := []string{"Lego therapy", "Sensory circuits", "Reading dogs"}[i/3]
		fmt.Fprintf(&b, "%q,%s,%s,%s,1:3,£16.00,%s,Joins in with others\n", e.ListName(), group, []string{"TA (Mrs Brown)", "HLTA", "Mr Lee (TA)"}[i/3],
			[]string{"2 x 40 mins", "15 mins daily for 20 weeks", "1 hour a week"}[i/3], []string{"£270.22", "£500", "£635"}[i/3])
	}
	fmt.Fprintf(&b, "Nobody Atall,Counselling,Counsellor,1 x 45 mins,1:1,,£1200,\n%q,Counselling,Counsellor,when she can,1:1,,£1200,\n", pupils[10].ListName())
	path = filepath.Join(t.TempDir(), "Provision map 2026.csv")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, pupils
}

func interventions(t *testing.T, d *desk.Desk) map[string]int {
	t.Helper()
	rows, err := d.ProvisionMap(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]int{}
	for _, r := range rows {
		out[r.Name] += len(r.Placed)
	}
	return out
}

func TestAProvisionMapIsRecognisedPutRightAndBroughtInByKeys(t *testing.T) {
	d := schooltest.Demo(t)
	path, pupils := demoMap(t, d)
	w := open(t, d, "")
	w.Type(path)
	w.Press("Enter")
	w.MustSee("Bring in a provision map", "3 interventions would be added", "2 rejected", "Nobody Atall", "when she can", "A row for each pupil or group")
	w.Press("Enter") // the first rejected row, of a pupil whom nobody knows
	w.MustSee("Put row 13 right", "Who is “Nobody Atall”?")
	w.Type(pupils[11].Surname)
	w.Press("Enter")
	w.Press("Ctrl+Enter")
	w.MustSee("4 interventions would be added", "1 rejected")
	w.Press("Enter")
	w.MustSee("Put row 14 right", "cannot be read as a time")
	w.Press("Ctrl+A")
	w.Type("1 x 45 mins")
	w.Press("Enter")
	w.MustSee("5 interventions would be added", "0\nrejected")
	if n := interventions(t, d)["Lego therapy"]; n != 0 {
		t.Fatalf("%d were kept before anyone said so", n)
	}
	w.Press("Ctrl+Enter")
	if w.Here().Screen == "import" {
		t.Fatalf("here is %v:\n%s", w.Here(), w.Text())
	}
	w.MustSee("5 interventions added. Ctrl+Z takes it back.")
	if got := interventions(t, d); got["Lego therapy"] != 3 || got["Sensory circuits"] != 3 || got["Reading dogs"] != 3 || got["Counselling"] != 2 {
		t.Errorf("%v", got)
	}
	w.Press("Ctrl+Z")
	if got := interventions(t, d); got["Lego therapy"] != 0 {
		t.Errorf("undo left %v", got)
	}
}

func TestCostsOfAMapStandBesideOurs(t *testing.T) {
	d := schooltest.Demo(t)
	path, pupils := demoMap(t, d)
	w := open(t, d, path)
	w.Tap("with costs")
	w.MustSee("In all the map says", "Theirs", "Ours", "Likely reason", "£500.00", pupils[0].ListName())
	w.FocusGrid()
	w.Press("Enter")
	w.MustSee("The map says", "40 minutes × 2 a week")
	w.Press("Enter", "F8")
	if w.Sees(pupils[0].Surname) {
		t.Errorf("with names hidden:\n%s", w.Text())
	}
}

func TestAFileCanBeToldToBeAListOrAMap(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d, write(t, export))
	w.MustSee("Bring in a list", "Bring in 1 pupil")
	tabTo(t, w, "The file holds")
	w.Type("a prov")
	w.Press("Enter")
	w.MustSee("No column with the provision was found", "Bring in 1 pupil", "A list of pupils")
	path, _ := demoMap(t, d)
	w = open(t, d, path)
	tabTo(t, w, "The file holds")
	w.Type("a list")
	w.Press("Enter")
	w.MustSee("Bring in a provision map", "A provision map", "! ")
}

// tabTo goes to the field with this label.
func tabTo(t *testing.T, w *shelltest.Window, label string) {
	t.Helper()
	want := map[string]string{"The file holds": "A "}[label]
	w.Canvas().Focus(nil)
	for range 60 {
		w.Press("Tab")
		if l, ok := w.Canvas().Focused().(interface{ AccessibilityLabel() string }); ok && (strings.HasPrefix(l.AccessibilityLabel(), want) || strings.HasPrefix(l.AccessibilityLabel(), label)) {
			return
		}
	}
	t.Fatalf("Tab does not come to %q", label)
}

func TestPicturesOfAProvisionMap(t *testing.T) {
	d := schooltest.Demo(t)
	path, _ := demoMap(t, d)
	w := open(t, d, path)
	w.Pictures("import-map-rejected")
	w.Tap("new")
	w.Pictures("import-map-new")
	w.Tap("with costs")
	w.Pictures("import-map-costs")
	w.FocusGrid()
	w.Press("Enter")
	w.Pictures("import-map-sum")
	w.Press("Enter")
	w.Tap("rejected")
	w.FocusGrid()
	w.Press("Enter")
	w.Pictures("import-map-repair")
}
