package provision

import (
	"strings"

	"needsbook/app/pack"
	"needsbook/assets"
)

// Services is the pack of services that a school can ask.
type Services struct {
	pack.Head
	List     []Service     `json:"services"`
	Examples []NameExample `json:"worked_examples"`
}

// Service is one that a school can ask: a therapist, a team, a clinic.
type Service struct {
	ID   string `json:"id"` // kept in referrals, so that they can be counted
	Name string `json:"name"`
	Asks string `json:"asks"` // what a school usually asks it for
}

// LoadServices reads a pack of services, or says all that is wrong with it.
func LoadServices(data []byte) (Services, []pack.Problem) {
	var s Services
	if problems := pack.Read(assets.Schema("services.json"), data, &s); problems != nil {
		return Services{}, problems
	}
	var problems pack.Problems
	seen := map[string]bool{}
	for _, one := range s.List {
		for _, word := range []string{one.ID, strings.ToLower(one.Name)} {
			if seen[word] && word != one.ID {
				problems.Add("services."+one.ID, "There are two services called “%s”.", one.Name)
			} else if seen[word] {
				problems.Add("services."+one.ID, "There are two services “%s”.", one.ID)
			}
		}
		seen[one.ID], seen[strings.ToLower(one.Name)] = true, true
	}
	if problems == nil {
		problems.CheckExamples(s.worked())
	}
	if problems != nil {
		return Services{}, problems
	}
	return s, nil
}

// Find finds a service by its id or its name, whatever the case.
func (s Services) Find(typed string) (Service, bool) {
	typed = strings.TrimSpace(typed)
	for _, word := range []func(Service) string{func(one Service) string { return one.ID }, func(one Service) string { return one.Name }} {
		for _, one := range s.List {
			if strings.EqualFold(typed, word(one)) {
				return one, true
			}
		}
	}
	return Service{}, false
}

// Name returns the name of a service; one that is not in the pack any more comes
// back as words.
func (s Services) Name(id string) string {
	if one, ok := s.Find(id); ok {
		return one.Name
	}
	words := strings.ReplaceAll(id, "_", " ")
	if words == "" {
		return ""
	}
	return strings.ToUpper(words[:1]) + words[1:]
}

// Names lists the names of the services in their order.
func (s Services) Names() []string {
	out := make([]string, len(s.List))
	for i, one := range s.List {
		out[i] = one.Name
	}
	return out
}
