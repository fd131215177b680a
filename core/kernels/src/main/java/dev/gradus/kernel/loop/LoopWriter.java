package dev.gradus.kernel.loop;

import dev.gradus.kernel.loop.LoopCode.Role;
import dev.gradus.kernel.loop.LoopCode.Use;
import dev.gradus.kernel.loop.LoopSteps.Step;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a loop as a method of a {@link FusedLoop}. Values that several steps use are kept in locals; all others stay
 * on the stack. All values are computed before any is stored, so results may be written to an operand's array.
 */
abstract class LoopWriter {
    /** The type of the method. Its first local is {@code this}. */
    static final String TYPE = "([[DIII)V";

    static final int ARRAYS = 1;
    static final int START = 2;
    static final int AT = 3;
    private static final int END = 4;
    static final int NONE = -1;

    private static final int IADD = 96;
    private static final int ISUB = 100;

    final MethodCode code;
    final int[] arrays;
    private final LoopCode loop;
    private final int[] readers;
    private final int[] locals;

    LoopWriter(ClassFile file, LoopCode loop) {
        this.code = new MethodCode(file.constants(), END + 1);
        this.loop = loop;
        this.readers = loop.readers();
        this.locals = new int[loop.size()];
        this.arrays = new int[loop.uses().size()];
        Arrays.fill(locals, NONE);
    }

    MethodCode write(int elements) {
        List<Use> uses = loop.uses();
        code.returnUnlessLess(AT, END);
        for (int k = 0; k < arrays.length; k++) {
            fetch(k, uses.get(k));
        }
        code.beginLoop(AT, END);
        writeBody();
        code.endLoop(AT, elements);
        for (int k = 0; k < arrays.length; k++) {
            if (uses.get(k).role() == Role.LANES) {
                closeLanes(k);
            }
        }
        code.end();
        return code;
    }

    private void fetch(int k, Use use) {
        arrays[k] = code.local(MethodCode.REFERENCE);
        code.load(MethodCode.REFERENCE, ARRAYS);
        code.arrayAt(k);
        code.store(MethodCode.REFERENCE, arrays[k]);
        switch (use.role()) {
            case NUMBER -> {
                locals[use.step()] = local(Instruction.Kind.NUMBER);
                loadNumber(k);
                store(Instruction.Kind.NUMBER, locals[use.step()]);
            }
            case LANES -> openLanes(k);
            case OPERAND, BLOCK, RESULT, RESULT_BLOCK -> {}
        }
    }

    private void writeBody() {
        List<Use> uses = loop.uses();
        for (Use use : uses) {
            if (use.role().compareTo(Role.RESULT) >= 0) {
                keep(use.step());
            }
        }
        int done = leaveUnusualElements();
        for (int k = 0; k < arrays.length; k++) {
            int local = locals[uses.get(k).step()];
            switch (uses.get(k).role()) {
                case RESULT, RESULT_BLOCK -> storeElement(k, local);
                case LANES -> addToLanes(k, local);
                case OPERAND, BLOCK, NUMBER -> {}
            }
        }
        if (done != NONE) {
            code.arrive(done);
        }
    }

    /**
     * Writes the code that checks the guards and computes unusual elements one by one.
     *
     * @return the jump at the end of this code, or a negative number if there is none
     */
    int leaveUnusualElements() {
        return NONE;
    }

    final int local(int step) {
        keep(step);
        return locals[step];
    }

    final LoopCode loop() {
        return loop;
    }

    /** Computes a step and stores its result in a local, unless it already is in one. */
    private void keep(int step) {
        if (locals[step] == NONE) {
            Instruction.Kind kind = loop.step(step).instruction().kind;
            compute(step);
            locals[step] = local(kind);
            store(kind, locals[step]);
        }
    }

    final void push(int step) {
        Instruction instruction = loop.step(step).instruction();
        if (instruction == Instruction.CONSTANT) {
            pushConstant(Double.longBitsToDouble(loop.step(step).constant()));
        } else if (readers[step] == 1 && locals[step] == NONE) {
            compute(step);
        } else {
            keep(step);
            load(instruction.kind, locals[step]);
        }
    }

    private void compute(int index) {
        Step step = loop.step(index);
        switch (step.instruction()) {
            case CONSTANT -> pushConstant(Double.longBitsToDouble(step.constant()));
            case OPERAND -> loadElement((int) step.constant());
            case FUNCTION -> function(loop.steps().function((int) step.constant()), step.operands());
            default -> {
                for (int i = 0; i < step.operands().size(); i++) {
                    push(step.operands().get(i));
                    if (i == 0) {
                        operator(step.instruction());
                    }
                }
                instruction(step.instruction(), step.constant());
            }
        }
        made(index, step.instruction().kind);
    }

    void pushArrayAndIndex(int k) {
        code.load(MethodCode.REFERENCE, arrays[k]);
        code.load(MethodCode.INT, AT);
        Role role = loop.uses().get(k).role();
        if (role == Role.BLOCK || role == Role.RESULT_BLOCK) {
            code.load(MethodCode.INT, START);
            code.instruction(ISUB, -1);
        }
        int offset = loop.uses().get(k).offset();
        if (offset != 0) {
            code.push(offset);
            code.instruction(IADD, -1);
        }
    }

    final int local(Instruction.Kind kind) {
        return code.local(typeOf(kind));
    }

    final void load(Instruction.Kind kind, int local) {
        code.load(typeOf(kind), local);
    }

    final void store(Instruction.Kind kind, int local) {
        code.store(typeOf(kind), local);
    }

    /** Returns the type of a local for a value of this kind, a constant of {@link MethodCode}. */
    abstract int typeOf(Instruction.Kind kind);

    abstract void pushConstant(double value);

    /** Computes a function. The operands are those of {@link Instruction#FUNCTION}. */
    abstract void function(String name, List<Integer> operands);

    void operator(Instruction instruction) {}

    abstract void instruction(Instruction instruction, long constant);

    /** Called when the result of a step is on top of the stack. */
    void made(int step, Instruction.Kind kind) {}

    abstract void loadNumber(int k);

    abstract void loadElement(int k);

    abstract void storeElement(int k, int local);

    void openLanes(int k) {}

    abstract void addToLanes(int k, int local);

    void closeLanes(int k) {}
}
