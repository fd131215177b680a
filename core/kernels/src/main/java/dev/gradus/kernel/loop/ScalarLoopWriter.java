package dev.gradus.kernel.loop;

import java.util.List;

/** Writes a loop that computes one element at a time. */
final class ScalarLoopWriter extends LoopWriter {
    private static final int DALOAD = 49;
    private static final int DASTORE = 82;
    private static final int DUP2 = 92;
    private static final int DADD = 99;
    private static final int IAND = 126;

    private static final String ELEMENTARY = "dev/gradus/kernel/math/Elementary";
    private static final String FORMULA = "Ldev/gradus/kernel/loop/ScalarFormula;";

    private final ClassFile file;

    /**
     * Creates a writer for a class file.
     *
     * @param initializer receives the code that fetches the formulas, which become constants of the class
     */
    ScalarLoopWriter(ClassFile file, LoopCode loop, MethodCode initializer) {
        super(file, loop);
        this.file = file;
        for (int index = 0; index < loop.formulas().size(); index++) {
            ClassData.addConstant(file, initializer, "f" + index, FORMULA, "formula", index);
        }
    }

    @Override
    int typeOf(Instruction.Kind kind) {
        return kind.local;
    }

    @Override
    void pushConstant(double value) {
        code.push(value);
    }

    @Override
    void function(String name, List<Integer> operands) {
        List<Integer> arguments = operands.subList(1, operands.size());
        for (int argument : arguments) {
            push(argument);
        }
        code.invokeStatic(ELEMENTARY, name, arguments.size() == 1 ? "(D)D" : "(DD)D");
    }

    @Override
    void instruction(Instruction instruction, long constant) {
        if (instruction == Instruction.CALL) {
            code.getStatic(file.name(), "f" + constant, FORMULA);
            code.invokeStatic("dev/gradus/kernel/loop/ScalarSteps", "call", "(DD" + FORMULA + ")D");
        } else {
            instruction.writeScalar(code, constant);
        }
    }

    @Override
    void loadNumber(int k) {
        code.load(MethodCode.REFERENCE, arrays[k]);
        code.push(0);
        code.instruction(DALOAD, 0);
    }

    @Override
    void loadElement(int k) {
        pushArrayAndIndex(k);
        code.instruction(DALOAD, 0);
    }

    @Override
    void storeElement(int k, int local) {
        pushArrayAndIndex(k);
        code.load(MethodCode.DOUBLE, local);
        code.instruction(DASTORE, -4);
    }

    private void addToElement(int local) {
        code.instruction(DUP2, 2);
        code.instruction(DALOAD, 0);
        code.load(MethodCode.DOUBLE, local);
        code.instruction(DADD, -2);
        code.instruction(DASTORE, -4);
    }

    @Override
    void addToLanes(int k, int local) {
        code.load(MethodCode.REFERENCE, arrays[k]);
        code.load(MethodCode.INT, AT);
        code.push(FusedLoop.VECTORS - 1);
        code.instruction(IAND, -1);
        addToElement(local);
    }
}
