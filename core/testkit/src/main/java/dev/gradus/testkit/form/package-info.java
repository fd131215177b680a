/** What an op prints as Java and as NumPy, parsed and computed. */
package dev.gradus.testkit.form;
