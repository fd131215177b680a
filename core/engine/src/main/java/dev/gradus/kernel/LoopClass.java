package dev.gradus.kernel;

import java.lang.constant.ConstantDescs;
import java.lang.invoke.MethodHandles;
import java.util.List;

/** Classes that are made while a program runs; each is dropped together with the last loop of it. */
final class LoopClass {
    /** A method of more bytes of instructions than this is never compiled. */
    static final int LARGEST = 8000;

    private static final String NAME = "dev/gradus/kernel/Generated";
    private static final String LOOP = "dev/gradus/kernel/FusedLoop";

    private LoopClass() {}

    /**
     * The bytes of a class that does this.
     *
     * @param lanes of how many numbers its vectors are; none if it works number by number
     */
    static byte[] of(LoopCode loop, int lanes) {
        ClassFile file = new ClassFile(NAME, LOOP);
        MethodCode initializer = new MethodCode(file, 0);
        if (lanes > 1) {
            file.add(
                    ClassFile.PUBLIC,
                    "vectors",
                    LoopWriter.TYPE,
                    new VectorLoopWriter(file, loop, initializer, lanes).write(lanes));
        }
        MethodCode numbers = new ScalarLoopWriter(file, loop, initializer).write(1);
        file.add(ClassFile.PUBLIC, "numbers", LoopWriter.TYPE, numbers);
        initializer.end();
        file.add(ClassFile.STATIC, "<clinit>", "()V", initializer);
        return file.toArray();
    }

    /** A loop of a new class that calls these formulas. */
    static FusedLoop load(byte[] bytes, List<Formula> formulas) {
        return load(bytes, FusedLoop.class, formulas);
    }

    /** The formula that a new class asks for. */
    static Formula formula(MethodHandles.Lookup ofClass, int index) throws IllegalAccessException {
        return MethodHandles.classDataAt(ofClass, ConstantDescs.DEFAULT_NAME, Formula.class, index);
    }

    /** An object of a new class. */
    static <T> T load(byte[] bytes, Class<T> type, List<Formula> formulas) {
        try {
            return type.cast(MethodHandles.lookup()
                    .defineHiddenClassWithClassData(bytes, formulas, true)
                    .lookupClass()
                    .getConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("A generated class has no constructor", impossible);
        }
    }
}
