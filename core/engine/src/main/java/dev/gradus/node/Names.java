package dev.gradus.node;

/** What may be the name of a node. */
final class Names {
    private Names() {}

    static String checked(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("The name of a node must not be blank; leave the node unnamed instead");
        }
        return name;
    }
}
