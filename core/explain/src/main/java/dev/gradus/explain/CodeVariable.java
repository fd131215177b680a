package dev.gradus.explain;

import dev.gradus.node.Node;

/**
 * A leaf that generated code expects to be there, and its name there.
 *
 * @param node an input, a parameter or a constant of several elements
 * @param java the variable that holds the node
 * @param numpy the variable that holds its value as an array
 */
public record CodeVariable(Node node, String java, String numpy) {}
