package settings

import (
	"testing"

	"needsbook/app/access"
	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
)

func TestPassphraseThatIsNotTypedIsMade(t *testing.T) {
	if secret, made, err := typedOrMade("lantern orchard violet harbour"); err != nil || made || secret != "lantern orchard violet harbour" {
		t.Errorf("%q %v %v", secret, made, err)
	}
	secret, made, err := typedOrMade("")
	if err != nil || !made || schooltest.Files().CheckPassphrase(secret) != nil {
		t.Errorf("%q %v %v", secret, made, err)
	}
}

func TestHelperOpensTheirOwnSectionsOnly(t *testing.T) {
	d := schooltest.Empty(t)
	p, err := d.AddPerson(t.Context(), desk.Person{Name: "Sam Reed", Role: access.Helper}, "lantern orchard violet harbour")
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	path := d.Keeper().Path()
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	store, _, err := schooltest.Files().Open(t.Context(), path, desk.Secret{Passphrase: "lantern orchard violet harbour"})
	if err != nil {
		t.Fatal(err)
	}
	h, err := schooltest.Sit(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	if h.Seat().ID != p.ID {
		t.Fatalf("sits as %+v", h.Seat())
	}
	for i, s := range sections {
		if got, want := (Needs{Desk: h}).opens(i), s.name == "people" || s.name == "appearance" || s.name == "names" || s.name == "about"; got != want {
			t.Errorf("%s: %v", s.name, got)
		}
	}
}
