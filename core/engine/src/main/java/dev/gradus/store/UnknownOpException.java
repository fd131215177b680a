package dev.gradus.store;

import dev.gradus.tensor.Labels;

/** Thrown if a saved graph contains an op that the program must supply. The message says how. */
public final class UnknownOpException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private UnknownOpException(String message) {
        super(message);
    }

    static UnknownOpException of(String op) {
        String name = Labels.printable(op);
        if (name.indexOf('.') < 0) {
            return new UnknownOpException("The graph contains the op '" + name + "', which this version of Gradus does"
                    + " not have; read it with the version that wrote it, or with a newer one.");
        }
        String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
        return new UnknownOpException(
                "The graph contains the op " + name + ", which is not part of Gradus. Supply it with"
                        + " Ops.builtIn().with(\"" + name + "\", (inputs, attributes) -> new " + simple
                        + "(inputs.get(0))), where the constructor takes this op's inputs and attributes.");
    }
}
