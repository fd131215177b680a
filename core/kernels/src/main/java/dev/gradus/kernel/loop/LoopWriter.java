package dev.gradus.kernel.loop;

import dev.gradus.kernel.loop.LoopCode.Role;
import dev.gradus.kernel.loop.LoopCode.Use;
import dev.gradus.kernel.loop.LoopSteps.Step;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a loop as a method of a {@link FusedLoop}. Values that several steps need go into locals, all others stay on the
 * stack. All values are computed before any is stored, so that a result may go into an operand's array.
 */
abstract class LoopWriter {
    /** The parameters of the method, {@code this} being the first local. */
    static final String TYPE = "([[DIII)V";

    static final int ARRAYS = 1;
    static final int START = 2;
    static final int AT = 3;
    private static final int END = 4;
    static final int NONE = -1;

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

    MethodCode write(int step) {
        List<Use> uses = loop.uses();
        for (int k = 0; k < arrays.length; k++) {
            fetch(k, uses.get(k));
        }
        for (int place = 0; place < locals.length; place++) {
            if (keepsConstants() && readers[place] > 0 && loop.step(place).instruction() == Instruction.CONSTANT) {
                keep(place);
            }
        }
        code.beginLoop(AT, END);
        writeBody();
        code.endLoop(AT, step);
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
            case OPERAND, BLOCK, RESULT -> {}
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
                case RESULT -> storeElement(k, local);
                case LANES -> addToLanes(k, local);
                case OPERAND, BLOCK, NUMBER -> {}
            }
        }
        if (done != NONE) {
            code.arrive(done);
        }
    }

    /**
     * Leaves elements for which a guard is set to the code number by number.
     *
     * @return the jump that this code ends with, negative if there is none
     */
    int leaveUnusualElements() {
        return NONE;
    }

    final int local(int place) {
        keep(place);
        return locals[place];
    }

    final LoopCode loop() {
        return loop;
    }

    /** Puts a step's result into a local, if it is not there yet. */
    private void keep(int place) {
        if (locals[place] == NONE) {
            Instruction.Kind kind = loop.step(place).instruction().kind;
            compute(place);
            locals[place] = local(kind);
            store(kind, locals[place]);
        }
    }

    final void push(int place) {
        Instruction instruction = loop.step(place).instruction();
        if (locals[place] == NONE && (readers[place] == 1 || instruction == Instruction.CONSTANT)) {
            compute(place);
        } else {
            keep(place);
            load(instruction.kind, locals[place]);
        }
    }

    private void compute(int place) {
        Step step = loop.step(place);
        switch (step.instruction()) {
            case CONSTANT -> pushConstant(Double.longBitsToDouble(step.constant()));
            case OPERAND -> loadElement((int) step.constant());
            case FUNCTION -> function(loop.function((int) step.constant()), step.operands());
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
        made(place, step.instruction().kind);
    }

    void pushPlace(int k) {
        code.load(MethodCode.REFERENCE, arrays[k]);
        code.load(MethodCode.INT, AT);
        Role role = loop.uses().get(k).role();
        if (role == Role.BLOCK) {
            code.load(MethodCode.INT, START);
            code.instruction(ISUB, -1);
        }
    }

    abstract int local(Instruction.Kind kind);

    abstract void load(Instruction.Kind kind, int local);

    abstract void store(Instruction.Kind kind, int local);

    /** Whether constants are computed once, before the loop. */
    abstract boolean keepsConstants();

    abstract void pushConstant(double value);

    /** Computes a function; the operands are those of {@link Instruction#FUNCTION}. */
    abstract void function(String name, List<Integer> operands);

    abstract void operator(Instruction instruction);

    abstract void instruction(Instruction instruction, long constant);

    /** Called when a step's result is on the stack. */
    abstract void made(int step, Instruction.Kind kind);

    abstract void loadNumber(int k);

    abstract void loadElement(int k);

    abstract void storeElement(int k, int local);

    abstract void openLanes(int k);

    abstract void addToLanes(int k, int local);

    abstract void closeLanes(int k);
}
