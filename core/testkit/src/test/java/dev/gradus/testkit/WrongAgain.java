package dev.gradus.testkit;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Ops whose rule is right when it is asked first, and not when it is asked or differentiated again. The op is eˣ. */
final class WrongAgain {
    private WrongAgain() {}

    static List<Mutant> all() {
        return List.of(
                mutant("the rule returns the nodes of its first call", () -> new Rule() {
                    private List<Node> first = List.of();

                    @Override
                    public List<Node> of(Exp self, Node u) {
                        first = first.isEmpty() ? right(self, u) : first;
                        return first;
                    }
                }),
                mutant(
                        "the rule is zero when it is called again",
                        () -> counting((self, u, calls) -> calls == 1 ? right(self, u) : List.of(Exp.none()))),
                mutant(
                        "buffers are freed after the first call: the gradient is undefined",
                        () -> counting((self, u, calls) -> calls == 1 ? right(self, u) : List.of(Exp.freed()))),
                mutant(
                        "the rule throws when it is called again",
                        () -> counting((self, u, calls) -> {
                            if (calls > 1) {
                                throw new IllegalStateException("the graph has been released");
                            }
                            return right(self, u);
                        })),
                mutant(
                        "the second call is detached from the graph",
                        () -> counting(
                                (self, u, calls) -> List.of(u.multiply(calls == 1 ? self : self.stopGradient())))),
                mutant(
                        "the second call has the slope that forward computed last, as a constant",
                        () -> counting((self, u, calls) ->
                                self.last.length != u.shape().elements() || calls == 1
                                        ? right(self, u)
                                        : List.of(u.multiply(Constant.of(Tensor.of(u.shape(), self.last)))))),
                mutant(
                        "each call adds to the gradient of the one before",
                        () -> counting(
                                (self, u, calls) -> List.of(u.multiply(self).multiply(calls)))),
                mutant(
                        "the third call is rounded to a float",
                        () -> counting((self, u, calls) ->
                                calls < 3 ? right(self, u) : List.of(u.multiply(self.multiply(1 + 0x1p-24))))),
                mutant(
                        "every second call changes the sign",
                        () -> counting((self, u, calls) ->
                                List.of(calls % 2 == 1 ? u.multiply(self) : u.multiply(self.negate())))),
                mutant("the list that the rule returned is used again", () -> new Rule() {
                    private final List<Node> list = new ArrayList<>();

                    @Override
                    public List<Node> of(Exp self, Node u) {
                        list.clear();
                        list.add(u.multiply(self));
                        return list;
                    }
                }),
                mutant(
                        "the rule is a constant when it is differentiated again",
                        () -> again((times, v) -> times == 1 ? Optional.of(v) : Optional.empty())),
                mutant(
                        "the derivative of the rule is halved the second time",
                        () -> again((times, v) -> Optional.of(times == 1 ? v : v.multiply(0.5)))));
    }

    private static Mutant mutant(String name, Supplier<Rule> rule) {
        return Mutant.of(
                        name,
                        OpSpec.unary(x -> new Exp(x, rule))
                                .input("x", Dims.anyShape(), Values.between(-40, 40))
                                .reference(Math::exp),
                        Law.NO_MEMORY,
                        "x = 1, upstream = 1")
                .survivingThePlainCheck();
    }

    /** The rule of an instance, with what it remembers. */
    private interface Rule {
        List<Node> of(Exp self, Node upstream);
    }

    /** A rule that knows how often it was asked. */
    @FunctionalInterface
    private interface Counting {
        List<Node> of(Exp self, Node upstream, int calls);
    }

    private static List<Node> right(Exp self, Node upstream) {
        return List.of(upstream.multiply(self));
    }

    private static Rule counting(Counting rule) {
        int[] calls = {0};
        return (self, u) -> rule.of(self, u, ++calls[0]);
    }

    /** A rule whose last op has a rule that depends on how often it was asked; empty for none. */
    private static Rule again(BiFunction<Integer, Node, Optional<Node>> derivative) {
        return (self, u) -> {
            int[] times = {0};
            return List.of(Custom.like(
                    u.multiply(self),
                    (f, in, out) -> System.arraycopy(in[0], 0, out, 0, out.length),
                    (f, v) -> List.of(derivative.apply(++times[0], v).orElseGet(Exp::none))));
        };
    }

    private static final class Exp extends UnaryOp {
        private final Supplier<Rule> rules;
        private final Rule rule;
        private double[] last = {};

        Exp(Node x, Supplier<Rule> rules) {
            super(x, in -> new Exp(in, rules));
            this.rules = rules;
            this.rule = rules.get();
        }

        static Node none() {
            return zero();
        }

        static Node freed() {
            return undefined("its buffers have been freed");
        }

        @Override
        public double apply(double x) {
            return StrictMath.exp(x);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            super.forward(in, out);
            last = Arrays.copyOf(out, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return rule.of(this, upstream);
        }
    }
}
