package dev.gradus.plan.fuse;

import dev.gradus.kernel.MovingOp;
import dev.gradus.kernel.loop.FusedLoop;
import dev.gradus.kernel.loop.FusibleOp;
import dev.gradus.kernel.loop.LoopCode;
import dev.gradus.kernel.loop.LoopValue;
import dev.gradus.kernel.loop.SummingOp;
import dev.gradus.kernel.move.Broadcast;
import dev.gradus.kernel.move.Pieces;
import dev.gradus.lower.PiecesKernel;
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
 * Writes one loop for adjacent ops: for each element, the code of all of them. Broadcast operands and moves of values from
 * outside the loop are copied block by block. The loop may also accumulate sums over all elements.
 */
final class FusedOps {
    /**
     * The most steps and ops of a loop. A longer loop takes long to compile, and runs slower than several short ones
     * because the processor finds less work to do in parallel.
     */
    private static final int MOST = 200;

    /** A longer op counts as this long, because any loop with it is long. */
    private static final int MOST_OF_ONE = 150;

    /** The code of an elementary function has more steps than this, that of other ops fewer. */
    static final int MOST_OF_CHEAP = 16;

    private final Program program;
    private final int elements;
    private final boolean calls;
    private final boolean movesToo;
    private final boolean isSmall;
    private final LoopCode code;
    private final List<Integer> indices = new ArrayList<>();
    private final List<Value> arrays = new ArrayList<>();
    private final Map<Integer, LoopValue> terms = new HashMap<>();
    private final Map<Repeated, LoopValue> repeated = new HashMap<>();
    private final List<Integer> sums = new ArrayList<>();
    private int uncounted;
    private int moves;
    private int copied;

    /** The role of a loop's array. */
    enum Use {
        READ,
        /** An operand whose elements are copied into a block: broadcast, or moved by an op of the loop. */
        MOVED,
        /** An operand that a move of the loop reads in place, at a small distance. */
        SHIFTED,
        WRITTEN,
        /** The sum of all elements. */
        SUM
    }

    /** An array of the loop, and the index of its value in the program. */
    record Value(Use use, int index, Optional<Moved> moved) {
        /** The indices of the values that the loop reads for this array. */
        IntStream read() {
            return use == Use.READ
                    ? IntStream.of(index)
                    : moved.map(Moved::from).orElse(List.of()).stream().mapToInt(Integer::intValue);
        }
    }

    /**
     * A move, and the indices of the values from which it copies.
     *
     * @param shift the elements that the loop reads in place
     */
    record Moved(MovingOp move, List<Integer> from, Optional<Pieces.Shift> shift) {}

    /** A broadcast operand. For the reason to override equals, see {@link OpByFormula}. */
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

    /**
     * Creates a loop without ops.
     *
     * @param calls whether the loop may call users' formulas
     * @param movesToo whether the loop may copy elements from other positions
     * @param isSmall whether it has a few vectors; the last may contain elements of the one before
     */
    FusedOps(Program program, int elements, boolean calls, boolean movesToo, boolean isSmall) {
        this.movesToo = movesToo;
        this.isSmall = isSmall;
        this.code = new LoopCode(isSmall);
        this.program = program;
        this.elements = elements;
        this.calls = calls;
    }

    /** Appends an op if the loop can compute it. */
    boolean add(int index) {
        if (!canCompute(index)) {
            return false;
        }
        int cost = costByItself(index);
        int counted = Math.min(cost, MOST_OF_ONE);
        boolean fits = code.cost() - uncounted + counted + indices.size() < MOST;
        if (fits) {
            append(index);
            uncounted += cost - counted;
        }
        return fits;
    }

    private boolean canCompute(int index) {
        if (isSmall) {
            return program.elements(index) == elements
                    && (isSlice(index) || isElementwise(index) && inputs(index).allMatch(this::isAlike));
        }
        if (isMove(index)) {
            return movesToo
                    && program.elements(index) == elements
                    && inputs(index).noneMatch(indices::contains);
        }
        return isSumOfTerms(index) || (program.elements(index) == elements && isElementwise(index) && !readsSum(index));
    }

    private boolean isAlike(int operand) {
        return program.elements(operand) == elements || program.elements(operand) == 1;
    }

    /** Whether an op copies contiguous elements of a small array, which a loop reads from there. */
    private boolean isSlice(int index) {
        return program.computation(index) instanceof PiecesKernel kernel
                && kernel.pieces().offset() >= 0
                && program.elements(program.input(index, 0)) <= LoopCode.MOST_OFFSET
                && !indices.contains(program.input(index, 0));
    }

    /** Whether an op only copies elements, which a loop reads block by block. */
    private boolean isMove(int index) {
        return program.computation(index) instanceof MovingOp;
    }

    /** The elements that the loop can read in place if the op is a move. */
    private Optional<Pieces.Shift> shift(int index) {
        return !movesToo || !(program.computation(index) instanceof PiecesKernel kernel)
                ? Optional.empty()
                : kernel.pieces().shift(LoopCode.MOST_BEFORE);
    }

    private int costByItself(int index) {
        if (isMove(index)) {
            return 1;
        }
        LoopCode alone = new LoopCode();
        LoopValue[] operands =
                Stream.generate(alone::operand).limit(program.inputs(index)).toArray(LoopValue[]::new);
        write(index, isSumOfTerms(index), alone, operands);
        return alone.cost();
    }

    private void append(int index) {
        indices.add(index);
        if (isSmall && program.computation(index) instanceof PiecesKernel slice) {
            arrays.add(new Value(Use.READ, program.input(index, 0), Optional.empty()));
            terms.put(index, code.operand(slice.pieces().offset()));
            moves++;
            return;
        }
        if (program.computation(index) instanceof MovingOp move) {
            Optional<Pieces.Shift> shift = shift(index);
            Moved moved = new Moved(move, inputs(index).boxed().toList(), shift);
            int operand =
                    shift.map(found -> program.input(index, found.operand())).orElse(index);
            arrays.add(new Value(shift.isPresent() ? Use.SHIFTED : Use.MOVED, operand, Optional.of(moved)));
            terms.put(index, shift.isPresent() ? code.operand(shift.get().distance()) : code.block());
            moves++;
            copied += shift.isPresent() ? 0 : 1;
            return;
        }
        boolean isSum = isSumOfTerms(index);
        terms.put(index, write(index, isSum, code, operands(index)));
        if (isSum) {
            sums.add(index);
        }
    }

    /** Writes the code of one op. Returns its element, or the term that its sum adds. */
    private LoopValue write(int index, boolean isSum, LoopCode into, LoopValue[] operands) {
        if (isSum) {
            return summing(index).summand(into, operands);
        }
        return program.computation(index) instanceof FusibleOp op ? op.inLoop(into, operands) : operands[0];
    }

    /** Whether the op is a sum over all elements, and this loop computes the elements. */
    private boolean isSumOfTerms(int index) {
        return program.elements(index) == 1
                && program.computation(index) instanceof SummingOp op
                && op.reduction().isOfAll()
                && inputs(index).allMatch(input -> program.elements(input) == elements)
                && inputs(index).anyMatch(terms::containsKey)
                && !readsSum(index)
                && !indices.contains(checked(index));
    }

    /** The operand whose elements a sum checks before the loop runs, or a negative number. */
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

    /** Whether an operand is a sum of this loop, which is known only after the loop. */
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
            MovingOp copy = (in, out, at, from, to) -> broadcast.copy(in[0], out, at, from, to);
            arrays.add(new Value(Use.MOVED, input, Optional.of(new Moved(copy, List.of(input), Optional.empty()))));
            return code.block();
        });
    }

    /**
     * Finishes the code: accumulates sums, and stores values that are read outside the loop.
     *
     * @param isReadOutside whether an op's value is read outside the loop
     * @param isBlock whether the array of a value contains one block
     */
    void close(IntPredicate isReadOutside, IntPredicate isBlock) {
        for (int index : indices) {
            if (sums.contains(index)) {
                arrays.add(new Value(Use.SUM, index, Optional.empty()));
                code.sum(term(index));
            } else if (isReadOutside.test(index)) {
                arrays.add(new Value(Use.WRITTEN, index, Optional.empty()));
                code.store(term(index));
            }
        }
        for (int k = 0; k < arrays.size(); k++) {
            Use use = arrays.get(k).use();
            if ((use == Use.READ || use == Use.SHIFTED || use == Use.WRITTEN)
                    && isBlock.test(arrays.get(k).index())) {
                code.setBlock(k);
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

    /** Fuses these ops and the following ones into one loop, if possible. It computes values that both need once. */
    Optional<FusedOps> with(FusedOps others) {
        FusedOps both = new FusedOps(program, elements, calls, movesToo, isSmall);
        boolean alike = others.elements == elements && others.calls == calls && others.isSmall == isSmall;
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

    /** The number of ops that compute something. */
    int computed() {
        return indices.size() - moves;
    }

    /** Whether the loop has one elementary function, and otherwise only sums. */
    boolean isFunctionWithSums() {
        return computed() - sums.size() == 1 && code.cost() > MOST_OF_CHEAP;
    }

    int elements() {
        return elements;
    }

    boolean hasSums() {
        return !sums.isEmpty();
    }

    /** Whether the loop may call users' formulas. */
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

    /** Whether it is a small loop in a step that is repeated many times. */
    boolean isSmall() {
        return isSmall;
    }

    /** Whether the last vector contains elements of the one before, so that results must not be written to operands. */
    boolean overlaps() {
        return isSmall && elements % FusedLoop.VECTORS > 0;
    }

    /** Whether elements are copied into blocks. */
    boolean copies() {
        return copied > 0 || !repeated.isEmpty();
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
