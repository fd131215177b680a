package dev.gradus.kernel.loop;

/** Compiles a {@link LoopCode} to a class. */
public final class LoopClass {
    private static final String NAME = "dev/gradus/kernel/loop/GeneratedLoop";
    private static final String LOOP = "dev/gradus/kernel/loop/FusedLoop";

    private LoopClass() {}

    /**
     * Loads a loop as a separate class, which is unloaded with it.
     *
     * @param lanes the number of elements in a vector, or 1 for a scalar loop
     */
    public static FusedLoop load(LoopCode code, int lanes) {
        return ClassData.load(bytes(code, lanes), FusedLoop.class, code.formulas());
    }

    private static byte[] bytes(LoopCode loop, int lanes) {
        ClassFile file = ClassFile.implementing(LOOP, NAME);
        MethodCode initializer = new MethodCode(file.constants(), 0);
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
}
