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
    private final List<Integer> places = new ArrayList<>();
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

    /** An array of the code: the value at this place. */
    record Value(Use use, int place, Optional<Broadcast> broadcast) {}

    /** Compared by hand: see {@link OpByFormula}. */
    private record Repeated(int place, Shape shape, Shape target) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Repeated same
                    && place == same.place
                    && shape.equals(same.shape)
                    && target.equals(same.target);
        }

        @Override
        public int hashCode() {
            return 31 * place + target.hashCode();
        }
    }

    /** @param calls whether users' formulas, which a loop calls, may be among the ops */
    FusedOps(Program program, int elements, boolean calls) {
        this.program = program;
        this.elements = elements;
        this.calls = calls;
    }

    /** Adds an op as the last one, if possible. */
    boolean add(int place) {
        if (!canCompute(place)) {
            return false;
        }
        int cost = costByItself(place);
        int counted = Math.min(cost, MOST_OF_ONE);
        boolean fits = code.cost() - notCounted + counted + places.size() < MOST;
        if (fits) {
            append(place);
            notCounted += cost - counted;
        }
        return fits;
    }

    private boolean canCompute(int place) {
        return isSumOfTerms(place) || (program.elements(place) == elements && isElementwise(place) && !readsSum(place));
    }

    private int costByItself(int place) {
        LoopCode alone = new LoopCode();
        LoopValue[] operands =
                Stream.generate(alone::operand).limit(program.inputs(place)).toArray(LoopValue[]::new);
        write(place, isSumOfTerms(place), alone, operands);
        return alone.cost();
    }

    private void append(int place) {
        boolean isSum = isSumOfTerms(place);
        terms.put(place, write(place, isSum, code, operands(place)));
        places.add(place);
        if (isSum) {
            sums.add(place);
        }
    }

    /** Writes the code of one op, and returns its element, or the term of its sum. */
    private LoopValue write(int place, boolean isSum, LoopCode into, LoopValue[] operands) {
        if (isSum) {
            return summing(place).summand(into, operands);
        }
        return program.computation(place) instanceof FusibleOp op ? op.inLoop(into, operands) : operands[0];
    }

    /** Whether it sums terms that are computed here. */
    private boolean isSumOfTerms(int place) {
        return program.elements(place) == 1
                && program.computation(place) instanceof SummingOp op
                && op.reduction().isOfAll()
                && inputs(place).allMatch(input -> program.elements(input) == elements)
                && inputs(place).anyMatch(terms::containsKey)
                && !readsSum(place)
                && !places.contains(checked(place));
    }

    /** The operand whose elements the op of this sum checks before anything is computed; negative if none. */
    int checked(int place) {
        int operand = summing(place).checkedOperand();
        return operand == SummingOp.NONE ? SummingOp.NONE : program.input(place, operand);
    }

    SummingOp summing(int place) {
        return (SummingOp) program.computation(place);
    }

    private IntStream inputs(int place) {
        return IntStream.range(0, program.inputs(place)).map(i -> program.input(place, i));
    }

    /** Whether an operand is a sum of this loop, known only when the loop has ended. */
    private boolean readsSum(int place) {
        return inputs(place).anyMatch(sums::contains);
    }

    private boolean isElementwise(int place) {
        return program.computation(place) instanceof FusibleOp op
                ? calls || !op.callsFormula()
                : program.dependence(place) == Dependence.REPETITION;
    }

    private LoopValue[] operands(int place) {
        LoopValue[] operands = new LoopValue[program.inputs(place)];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = operand(place, i);
        }
        return operands;
    }

    private LoopValue operand(int place, int index) {
        int input = program.input(place, index);
        int size = program.elements(input);
        if (size == elements || size == 1) {
            return terms.computeIfAbsent(input, unknown -> {
                arrays.add(new Value(Use.READ, input, Optional.empty()));
                return size == 1 ? code.number() : code.operand();
            });
        }
        Node op = program.node(place);
        Shape shape = op.inputs().get(index).shape();
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
        for (int place : places) {
            if (sums.contains(place)) {
                arrays.add(new Value(Use.SUM, place, Optional.empty()));
                code.sum(term(place));
            } else if (isReadOutside.test(place)) {
                arrays.add(new Value(Use.WRITTEN, place, Optional.empty()));
                code.store(term(place));
            }
        }
    }

    private LoopValue term(int place) {
        LoopValue term = terms.get(place);
        if (term == null) {
            throw new IllegalStateException(
                    "No op of the loop computes " + program.node(place).describe());
        }
        return term;
    }

    /** These ops and then others as one loop, if possible. Values that the others would repeat may be there already. */
    Optional<FusedOps> with(FusedOps others) {
        FusedOps both = new FusedOps(program, elements, calls);
        boolean alike = others.elements == elements && others.calls == calls;
        return alike && both.appendAll(places) && both.appendAll(others.places) ? Optional.of(both) : Optional.empty();
    }

    private boolean appendAll(List<Integer> more) {
        for (int place : more) {
            if (!canCompute(place)) {
                return false;
            }
            append(place);
        }
        return code.cost() + places.size() <= MOST;
    }

    int first() {
        return places.get(0);
    }

    int last() {
        return places.get(places.size() - 1);
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

    List<Integer> places() {
        return places;
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
                places.size(),
                places.size() == 1 ? "op" : "ops",
                called,
                elements,
                code.size());
    }
}
