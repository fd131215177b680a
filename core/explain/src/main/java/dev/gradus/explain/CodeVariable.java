package dev.gradus.explain;

import dev.gradus.node.Node;

/**
 * A leaf that generated code expects as a variable.
 *
 * @param node an input, a parameter, or a constant of several elements
 * @param java the name of the Java variable, which must be the node
 * @param numpy the name of the NumPy variable, which must be its value as an array
 */
public record CodeVariable(Node node, String java, String numpy) {}
