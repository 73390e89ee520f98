package rounds

// Refusal says in a sentence why something cannot be done to a round. Nothing was
// changed.
type Refusal struct{ Words string }

func (r *Refusal) Error() string { return r.Words }

func refuse(words string) error { return &Refusal{words} }
