package dev.gradus.explain;

import dev.gradus.node.Node;

/**
 * A leaf that code takes for granted, and what it is called there.
 *
 * @param node an input, a parameter or a constant of several elements
 * @param java the variable that holds the node
 * @param numpy the variable that holds its value as an array
 */
public record CodeVariable(Node node, String java, String numpy) {}
