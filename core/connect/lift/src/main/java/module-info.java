/** Plain Java methods lifted to graphs. Start with {@link dev.gradus.lift.Lift}. */
module dev.gradus.lift {
    requires dev.gradus.kernels;
    requires transitive dev.gradus.engine;
    requires org.objectweb.asm;

    exports dev.gradus.lift;
}
