package provision_test

import (
	"strings"
	"testing"

	"needsbook/app/pack"
	"needsbook/app/provision"
	"needsbook/assets"
)

func TestShippedServicesAreAnExampleAndFoundByName(t *testing.T) {
	s, problems := provision.LoadServices(assets.Pack("services.json"))
	if problems != nil {
		t.Fatal(problems)
	}
	if s.Status != pack.Example {
		t.Errorf("the shipped list says it is %s", s.Status)
	}
	for typed, want := range map[string]string{"Educational psychology": "educational_psychology", " EDUCATIONAL_PSYCHOLOGY ": "educational_psychology", "camhs": "camhs"} {
		if one, ok := s.Find(typed); !ok || one.ID != want {
			t.Errorf("%q finds %+v", typed, one)
		}
	}
	if _, ok := s.Find(""); ok {
		t.Error("nothing finds a service")
	}
	if got := s.Name("reading_dogs"); got != "Reading dogs" {
		t.Errorf("a service that has gone is called %q", got)
	}
}

func servicesPack(list string) string {
	return `{"format":"sen-services","format_version":1,"id":"own","version":"1","title":"Ours","status":"draft","valid_from":"2026-09-01","services":[` + list + `]}`
}

func TestServicesThatCannotBeToldApartAreRefused(t *testing.T) {
	for list, says := range map[string]string{
		``: "", `{"id":"a","name":" "}`: "", `{"id":"A b","name":"x"}`: "",
		`{"id":"a","name":"Dogs"},{"id":"a","name":"Cats"}`: "two services", `{"id":"a","name":"Dogs"},{"id":"b","name":"dogs"}`: "two services",
	} {
		_, problems := provision.LoadServices([]byte(servicesPack(list)))
		if problems == nil || !strings.Contains(problems[0].Message, says) {
			t.Errorf("%s: %v", list, problems)
		}
	}
}

func FuzzLoadServices(f *testing.F) {
	f.Add(assets.Pack("services.json"))
	f.Add([]byte(servicesPack(`{"id":"a","name":"Dogs"}`)))
	f.Add([]byte(`{`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, problems := provision.LoadServices(data)
		if problems != nil {
			return
		}
		for _, one := range s.List {
			if got, ok := s.Find(one.ID); !ok || got != one {
				t.Errorf("%q finds %+v, %v", one.ID, got, ok)
			}
		}
	})
}
