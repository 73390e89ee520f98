// Package pupil is the page of one pupil, which answers any phone call: who they are
// and how things stand, what matters to them, the plan and its outcomes, what help
// they get and what it costs, whom to speak to, what was agreed, and their story.
// Each action has one key and opens a form at the side; what is typed there is kept
// as a draft until it is accepted.
package pupil
