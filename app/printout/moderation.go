package printout

// Unnamed returns a function that takes every name that the program knows out of a
// text, for somebody who is to judge a pupil's evidence without knowing whose it is.
func Unnamed(people People) func(text string) string {
	return newMasker(NoNames, people).mask
}
