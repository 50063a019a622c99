"""The review as data: all that its pages say, in forms that programs read. Nothing private is in any of them."""
