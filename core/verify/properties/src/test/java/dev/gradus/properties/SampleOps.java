package dev.gradus.properties;

import dev.gradus.flow.Implicit;
import dev.gradus.flow.Scan;
import dev.gradus.nn.DropoutMask;
import dev.gradus.node.BinaryOp;
import dev.gradus.node.Custom;
import dev.gradus.node.Input;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.TextbookForm;
import dev.gradus.node.UnaryOp;
import dev.gradus.node.WithGradient;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.vocabulary.Entry;
import dev.gradus.vocabulary.Vocabulary;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Every built-in op, with an example of each made from the cases that PyTorch was asked about. */
final class SampleOps {
    private static final List<PyTorchCase> CASES = PyTorchCase.all();

    private SampleOps() {}

    /** The names of all op classes in the engine, found by scanning it. */
    static Set<String> names() {
        return names(Op.class);
    }

    /** The names of those that work element by element. */
    static Set<String> elementwise() {
        Set<String> names = names(UnaryOp.class);
        names.addAll(names(BinaryOp.class));
        return names;
    }

    private static Set<String> names(Class<? extends Op> kind) {
        Set<String> names = new TreeSet<>();
        for (Class<?> type : ClassesBeside.of(Op.class, "dev.gradus")) {
            if (kind.isAssignableFrom(type)
                    && !Modifier.isAbstract(type.getModifiers())
                    && type != NoGradient.class
                    && !type.isAnonymousClass()) {
                names.add(type.getSimpleName());
            }
        }
        return names;
    }

    /** An op of that name on inputs that are named like its operands. */
    static Op of(String name) {
        if (name.equals("DropoutMask")) { // random, and differently so in PyTorch
            return new DropoutMask(Input.of("step"), Shape.of(2, 3), 0.5, 1);
        }
        if (name.equals("Custom")) { // what it computes is given to it
            return Custom.of(
                    List.of(Input.of("x", 2, 3)),
                    (in, out) -> System.arraycopy(in[0], 0, out, 0, out.length),
                    (op, upstream) -> List.of(upstream));
        }
        if (name.equals("WithGradient")) {
            return new WithGradient(Input.of("x", 2, 3), upstream -> upstream);
        }
        if (name.equals("TextbookForm")) {
            return new TextbookForm(Input.of("computed", 2, 3), Input.of("written", 2, 3));
        }
        if (name.equals("Loop")) {
            return scan().loop();
        }
        if (name.equals("LoopResult")) {
            return (Op) scan().output();
        }
        if (name.equals("Solution")) {
            Input start = Input.of("start", 2), a = Input.of("a", 2);
            return (Op) Implicit.root(start, x -> x.exp().add(x).subtract(a)).solution();
        }
        Optional<PyTorchCase> asked =
                CASES.stream().filter(one -> one.op().equals(name)).max(Comparator.comparingInt(SampleOps::usefulness));
        if (asked.isEmpty()) { // PyTorch may lack a function
            Entry entry = Vocabulary.ofElements()
                    .filter(op -> op.op().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("PyTorch was not asked about " + name));
            return (Op) entry.apply(entry.parameters().stream()
                    .map(parameter -> (Node) Input.of(parameter, 2, 3))
                    .toList());
        }
        PyTorchCase sample = asked.get();
        List<String> letters = ((Op) sample.build(inputs(sample, List.of()))).operands();
        return (Op) sample.build(inputs(sample, letters));
    }

    private static Scan scan() {
        Input x = Input.of("x", 3, 2), c = Input.of("c", 2), w = Input.of("w", 2);
        return Scan.over(x, 0)
                .carry("c", c)
                .body((carry, each) -> carry.multiply(w).add(each));
    }

    /** Matrices without empty axes show most. */
    private static int usefulness(PyTorchCase one) {
        boolean empty = one.inputs().stream().anyMatch(input -> input.shape().elements() == 0);
        boolean single = one.inputs().stream().anyMatch(input -> input.shape().elements() == 1);
        int rank = one.inputs().get(0).shape().rank();
        boolean keeps = "true".equals(one.attributes().get("keep"));
        return (empty ? -100 : 0) + (single ? -50 : 0) + (keeps ? -5 : 0) - 10 * Math.abs(rank - 2);
    }

    private static List<Input> inputs(PyTorchCase sample, List<String> names) {
        List<Input> inputs = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < sample.inputs().size(); i++) {
            Tensor value = sample.inputs().get(i);
            String name = i < names.size() ? names.get(i) : "x" + i;
            inputs.add(Input.of(taken.add(name) ? name : name + i, value.shape()));
        }
        return inputs;
    }
}
