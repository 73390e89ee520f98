package desk_test

import (
	"strings"
	"testing"

	"needsbook/app/desk"
)

const ownLibrary = `{"format":"sen-interventions","format_version":1,"id":"own","version":"1","title":"Ours","status":"draft","valid_from":"2026-09-01","interventions":[
 {"id":"dogs","name":"Reading dogs","wave":2,"what":"Reading to a dog.","staff_kind":"teacher","minutes":20,"sessions_a_week":"1","weeks":12,"group_from":1,"group_to":2}]}`

func TestASchoolsOwnLibraryTakesThePlaceOfTheShippedOne(t *testing.T) {
	d := open(t)
	shipped := len(d.Library().Entries)
	if shipped < 40 {
		t.Errorf("%d entries", shipped)
	}
	if problems := desk.CheckPack([]byte(ownLibrary)); len(problems) > 0 {
		t.Fatal(problems)
	}
	refusedOn(t, d.InstallPack(ctx, []byte(strings.Replace(ownLibrary, `"group_to":2`, `"group_to":0`, 1))), "pack")
	if err := d.InstallPack(ctx, []byte(ownLibrary)); err != nil {
		t.Fatal(err)
	}
	if list := d.Library().Entries; len(list) != 1 || list[0].ID != "dogs" {
		t.Errorf("%+v", list)
	}
	if i := readMapFor(t, d, "reading DOGS"); i != "dogs" {
		t.Errorf("a row is linked with %q", i)
	}
	if _, err := d.Undo(ctx); err != nil || len(d.Library().Entries) != shipped {
		t.Errorf("undo: %v, %d entries", err, len(d.Library().Entries))
	}
}

// readMapFor returns the entry that a row of a provision map is linked with.
func readMapFor(t *testing.T, d *desk.Desk, name string) string {
	t.Helper()
	addPupilCalled(t, d, "Ana", "Kowalska")
	i := readMap(t, d, "Pupil,Provision,Time\nAna Kowalska,"+name+",3 x 20 mins\n", desk.ProvisionImportOptions{})
	if _, err := d.Undo(ctx); err != nil { // the pupil
		t.Fatal(err)
	}
	return i.Plan.Added[0].What.Library
}
