package dev.gradus.gradbench;

import dev.gradus.gradbench.Eval.Prepared;
import dev.gradus.gradbench.Problem.Results;
import dev.gradus.node.Input;
import dev.gradus.node.Node;

/** The eval {@code hello}: f(x) = x², as {@code square}, and its derivative 2x, as {@code double}. */
final class Hello {
    private final Problem problem = new Problem();
    private final Input x;
    private final Node square;

    private Hello(double at) {
        this.x = problem.input("x", new double[] {at});
        this.square = x.square();
    }

    static Eval eval() {
        return new Eval()
                .function("square", Double.class, Hello::square)
                .function("double", Double.class, Hello::twice);
    }

    private static Prepared<Double> square(double at) {
        Hello hello = new Hello(at);
        return Prepared.of(hello.problem.value(hello.square));
    }

    private static Prepared<Results> twice(double at) {
        Hello hello = new Hello(at);
        return Prepared.of(hello.problem.gradients(hello.square, hello.x), gradients -> gradients[0][0]);
    }
}
