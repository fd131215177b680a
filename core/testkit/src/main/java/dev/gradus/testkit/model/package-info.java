/** The laws of models. */
package dev.gradus.testkit.model;
