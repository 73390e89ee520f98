// Package whereabouts is the page that says where the school's data are: every place on
// this computer and elsewhere as it stands now, and what never leaves. It prints that, the
// privacy notice and the impact assessment.
package whereabouts
