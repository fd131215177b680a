package dev.gradus.plan.fuse;

import dev.gradus.kernel.loop.FusibleOp;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.LoopValue;
import dev.gradus.kernel.loop.SummingOp;
import dev.gradus.kernel.move.Broadcast;
import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.plan.Program;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Adjacent ops as one loop: for each element the code of all of them. Broadcast operands come block by block; sums over
 * all elements close the loop.
 */
final class FusedOps {
    /**
     * The most steps and ops of a loop. In a longer one the processor finds less to do in parallel than in several short
     * ones, and compiling it takes long.
     */
    private static final int MOST = 200;

    /** A longer op counts as this long: it makes a long loop anyway, which a few steps more do not change. */
    private static final int MOST_OF_ONE = 150;

    private final Program program;
    private final int elements;
    private final boolean calls;
    private final LoopCode code = new LoopCode();
    private final List<Integer> indices = new ArrayList<>();
    private final List<Value> arrays = new ArrayList<>();
    private final Map<Integer, LoopValue> terms = new HashMap<>();
    private final Map<Repeated, LoopValue> repeated = new HashMap<>();
    private final List<Integer> sums = new ArrayList<>();
    private int notCounted;

    /** The role of a loop's array. */
    enum Use {
        READ,
        /** An operand that is broadcast, from a block of its own. */
        REPEATED,
        WRITTEN,
        /** The sum of all elements. */
        SUM
    }

    /** An array of the code: the value at this index. */
    record Value(Use use, int index, Optional<Broadcast> broadcast) {}

    /** Compared by hand: see {@link OpByFormula}. */
    private record Repeated(int index, Shape shape, Shape target) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Repeated same
                    && index == same.index
                    && shape.equals(same.shape)
                    && target.equals(same.target);
        }

        @Override
        public int hashCode() {
            return 31 * index + target.hashCode();
        }
    }

    /** @param calls whether users' formulas, which a loop calls, may be among the ops */
    FusedOps(Program program, int elements, boolean calls) {
        this.program = program;
        this.elements = elements;
        this.calls = calls;
    }

    /** Adds an op as the last one, if possible. */
    boolean add(int index) {
        if (!canCompute(index)) {
            return false;
        }
        int cost = costByItself(index);
        int counted = Math.min(cost, MOST_OF_ONE);
        boolean fits = code.cost() - notCounted + counted + indices.size() < MOST;
        if (fits) {
            append(index);
            notCounted += cost - counted;
        }
        return fits;
    }

    private boolean canCompute(int index) {
        return isSumOfTerms(index) || (program.elements(index) == elements && isElementwise(index) && !readsSum(index));
    }

    private int costByItself(int index) {
        LoopCode alone = new LoopCode();
        LoopValue[] operands =
                Stream.generate(alone::operand).limit(program.inputs(index)).toArray(LoopValue[]::new);
        write(index, isSumOfTerms(index), alone, operands);
        return alone.cost();
    }

    private void append(int index) {
        boolean isSum = isSumOfTerms(index);
        terms.put(index, write(index, isSum, code, operands(index)));
        indices.add(index);
        if (isSum) {
            sums.add(index);
        }
    }

    /** Writes the code of one op, and returns its element, or the term of its sum. */
    private LoopValue write(int index, boolean isSum, LoopCode into, LoopValue[] operands) {
        if (isSum) {
            return summing(index).summand(into, operands);
        }
        return program.computation(index) instanceof FusibleOp op ? op.inLoop(into, operands) : operands[0];
    }

    /** Whether it sums terms that are computed here. */
    private boolean isSumOfTerms(int index) {
        return program.elements(index) == 1
                && program.computation(index) instanceof SummingOp op
                && op.reduction().isOfAll()
                && inputs(index).allMatch(input -> program.elements(input) == elements)
                && inputs(index).anyMatch(terms::containsKey)
                && !readsSum(index)
                && !indices.contains(checked(index));
    }

    /** The operand whose elements the op of this sum checks before anything is computed; negative if none. */
    int checked(int index) {
        int operand = summing(index).checkedOperand();
        return operand == SummingOp.NONE ? SummingOp.NONE : program.input(index, operand);
    }

    SummingOp summing(int index) {
        return (SummingOp) program.computation(index);
    }

    private IntStream inputs(int index) {
        return IntStream.range(0, program.inputs(index)).map(i -> program.input(index, i));
    }

    /** Whether an operand is a sum of this loop, known only when the loop has ended. */
    private boolean readsSum(int index) {
        return inputs(index).anyMatch(sums::contains);
    }

    private boolean isElementwise(int index) {
        return program.computation(index) instanceof FusibleOp op
                ? calls || !op.callsFormula()
                : program.dependence(index) == Dependence.REPETITION;
    }

    private LoopValue[] operands(int index) {
        LoopValue[] operands = new LoopValue[program.inputs(index)];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = operand(index, i);
        }
        return operands;
    }

    private LoopValue operand(int index, int number) {
        int input = program.input(index, number);
        int size = program.elements(input);
        if (size == elements || size == 1) {
            return terms.computeIfAbsent(input, unknown -> {
                arrays.add(new Value(Use.READ, input, Optional.empty()));
                return size == 1 ? code.number() : code.operand();
            });
        }
        Node op = program.node(index);
        Shape shape = op.inputs().get(number).shape();
        return repeated.computeIfAbsent(new Repeated(input, shape, op.shape()), unknown -> {
            Broadcast broadcast = Broadcast.to(op.shape().sizes(), shape.sizes());
            arrays.add(new Value(Use.REPEATED, input, Optional.of(broadcast)));
            return code.block();
        });
    }

    /**
     * Writes what others read, when all ops are added.
     *
     * @param isReadOutside for each op of the loop
     */
    void close(IntPredicate isReadOutside) {
        for (int index : indices) {
            if (sums.contains(index)) {
                arrays.add(new Value(Use.SUM, index, Optional.empty()));
                code.sum(term(index));
            } else if (isReadOutside.test(index)) {
                arrays.add(new Value(Use.WRITTEN, index, Optional.empty()));
                code.store(term(index));
            }
        }
    }

    private LoopValue term(int index) {
        LoopValue term = terms.get(index);
        if (term == null) {
            throw new IllegalStateException(
                    "No op of the loop computes " + program.node(index).describe());
        }
        return term;
    }

    /** These ops and then others as one loop, if possible. Values that the others would repeat may be there already. */
    Optional<FusedOps> with(FusedOps others) {
        FusedOps both = new FusedOps(program, elements, calls);
        boolean alike = others.elements == elements && others.calls == calls;
        return alike && both.appendAll(indices) && both.appendAll(others.indices)
                ? Optional.of(both)
                : Optional.empty();
    }

    private boolean appendAll(List<Integer> more) {
        for (int index : more) {
            if (!canCompute(index)) {
                return false;
            }
            append(index);
        }
        return code.cost() + indices.size() <= MOST;
    }

    int first() {
        return indices.get(0);
    }

    int last() {
        return indices.get(indices.size() - 1);
    }

    int elements() {
        return elements;
    }

    /** Whether it calls users' formulas. */
    boolean calls() {
        return calls;
    }

    LoopCode code() {
        return code;
    }

    List<Integer> indices() {
        return indices;
    }

    List<Value> arrays() {
        return arrays;
    }

    /** Whether an operand is broadcast. */
    boolean repeats() {
        return !repeated.isEmpty();
    }

    @Override
    public String toString() {
        String called = calls ? " by formula" : "";
        return String.format(
                Locale.ROOT,
                "%d %s%s on %,d elements, %d steps",
                indices.size(),
                indices.size() == 1 ? "op" : "ops",
                called,
                elements,
                code.size());
    }
}
