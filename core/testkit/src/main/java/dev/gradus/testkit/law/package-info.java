/** The laws of ops. Each returns a finding in a case that breaks it. */
package dev.gradus.testkit.law;
