/** Reports of broken laws, and their likely causes. */
package dev.gradus.testkit.report;
