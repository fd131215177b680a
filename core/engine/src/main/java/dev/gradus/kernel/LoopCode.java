package dev.gradus.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done for each element in one loop over arrays: straight-line code of {@link Instruction}s. The same step of the same
 * operands is one step. Two codes are equal if they do the same, whatever their arrays; numbers that should not tell them
 * apart are operands of one element.
 */
public final class LoopCode {
    private final List<Step> steps = new ArrayList<>();
    private final Map<Step, Term> known = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();
    private final List<Formula> formulas = new ArrayList<>();

    /**
     * A step: what is done, to what earlier steps make. When it is the same as another is written out, as the JVM would make
     * classes for that while the first loop waits for them.
     */
    record Step(Instruction instruction, long constant, List<Integer> operands) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Step step
                    && instruction == step.instruction
                    && constant == step.constant
                    && operands.equals(step.operands);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * instruction.ordinal() + Long.hashCode(constant)) + operands.hashCode();
        }
    }

    /** What an array is to the loop. */
    enum Role {
        /** Each element is read at the place of the one that is computed. */
        OPERAND,
        /** The same from an array that holds no more than one block. */
        BLOCK,
        /** The first element is read for all. */
        NUMBER,
        /** Each element is written at its place. */
        RESULT,
        /** The lanes of a sum, to which elements are added. */
        LANES,
        /** Each number of a block is a sum, to which the element at its place is added. */
        SUMS
    }

    /** An array's role, and the step that makes what is written. */
    record Use(Role role, int step) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Use use && role == use.role && step == use.step;
        }

        @Override
        public int hashCode() {
            return 31 * role.ordinal() + step;
        }
    }

    /** What the next array holds for each element. */
    public Term operand() {
        return array(Role.OPERAND);
    }

    /** What the next array holds for each element of a block. */
    public Term block() {
        return array(Role.BLOCK);
    }

    /** The one element of the next array. */
    public Term number() {
        return array(Role.NUMBER);
    }

    /** A function of one element. */
    public Term unary(UnaryFunction f, Term x) {
        return FunctionCode.of(f, x);
    }

    /** A function of two elements. */
    public Term binary(BinaryFunction f, Term a, Term b) {
        return FunctionCode.of(f, a, b);
    }

    /** What a formula makes of two elements. */
    public Term call(Formula formula, Term a, Term b) {
        if (!formulas.contains(formula)) {
            formulas.add(formula);
        }
        return step(Instruction.CALL, formulas.indexOf(formula), a, b);
    }

    /** a where the condition is not 0, else b. */
    public Term select(Term condition, Term a, Term b) {
        return FunctionCode.select(condition, a, b);
    }

    /** Writes this into the next array. */
    public void store(Term term) {
        uses.add(new Use(Role.RESULT, term.step()));
    }

    /** Adds this to the eight numbers of the next array, the lanes of {@link Reduction}. */
    public void sum(Term term) {
        uses.add(new Use(Role.LANES, term.step()));
    }

    /** Adds this to what the next array, which holds no more than one block, has at its place. */
    public void sumInBlock(Term term) {
        uses.add(new Use(Role.SUMS, term.step()));
    }

    /** How many steps there are. */
    public int size() {
        return steps.size();
    }

    private Term array(Role role) {
        uses.add(new Use(role, steps.size()));
        return step(Instruction.OPERAND, uses.size() - 1);
    }

    /** A number that is the same for all elements; it tells codes apart. */
    public Term constant(double value) {
        return step(Instruction.CONSTANT, Double.doubleToRawLongBits(value));
    }

    Term step(Instruction instruction, long constant, Term... operands) {
        List<Integer> of = new ArrayList<>();
        for (Term operand : operands) {
            of.add(operand.step());
        }
        Step step = new Step(instruction, constant, of);
        Term term = known.get(step);
        if (term == null) {
            term = new Term(this, steps.size());
            steps.add(step);
            known.put(step, term);
        }
        return term;
    }

    /** The formulas that are called. */
    List<Formula> formulas() {
        return formulas;
    }

    Step step(int place) {
        return steps.get(place);
    }

    /** Each array's, in order. */
    List<Use> uses() {
        return uses;
    }

    /** Whether formulas are called. */
    public boolean hasCalls() {
        return !formulas.isEmpty();
    }

    /** Whether C2 makes vectors of a plain loop by itself: not of choices, of bits, or of sums in lanes. */
    public boolean isPlain() {
        boolean isPlain = true;
        for (Step step : steps) {
            isPlain &= step.instruction().compareTo(Instruction.MINIMUM) <= 0;
        }
        for (Use use : uses) {
            isPlain &= use.role() != Role.LANES;
        }
        return isPlain;
    }

    /** For each step how many others, and results, need it; 0 if it is for nothing. */
    int[] readers() {
        int[] readers = new int[steps.size()];
        for (Use use : uses) {
            readers[use.step()] += use.role().compareTo(Role.RESULT) >= 0 ? 1 : 0;
        }
        for (int place = readers.length - 1; place >= 0; place--) {
            if (readers[place] > 0) {
                for (int operand : steps.get(place).operands()) {
                    readers[operand]++;
                }
            }
        }
        return readers;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LoopCode code
                && steps.equals(code.steps)
                && uses.equals(code.uses)
                && formulas.equals(code.formulas);
    }

    @Override
    public int hashCode() {
        return 31 * steps.hashCode() + uses.hashCode();
    }
}
